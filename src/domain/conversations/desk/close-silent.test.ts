import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { loadChannel } from '../../intake/load-channel.ts';
import { receiveMessage } from '../../intake/receive-message.ts';
import { closeSilent } from './close-silent.ts';

/** What a test says of a message. */
type Given = Partial<Parameters<typeof aMessage>[0]>;

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeEach(async () => {
  desk = await aDesk(database);
});

const minute = 60_000;
const day = 24 * 60;
/** The clock, so many minutes from now. */
const clock = (minutes: number) =>
  desk.workspace.within((tx) => closeSilent(tx, desk.workspace.workspaceId, new Date(Date.now() + minutes * minute)));

let threads = 0;
/** A client on a channel of their own. */
async function aClient(kind: string, settings: Record<string, unknown> = {}) {
  const { workspaceId, within } = desk.workspace;
  const channelId = await aChannel(desk.workspace, { kind, settings });
  const conversation = `silent-${++threads}`;
  const from = { kind: 'whatsapp' as const, value: `42060301${String(threads).padStart(4, '0')}` };
  const receive = async (given: Given) => {
    const at = new Date().toISOString();
    const message = aMessage({ conversation, at, ...given, from: given.from ?? from });
    const result = await within(async (tx) =>
      receiveMessage(tx, await loadChannel(tx, workspaceId, channelId), message),
    );
    return 'conversationId' in result ? (result.conversationId ?? '') : '';
  };
  return {
    says: (given: Given = {}) => receive(given),
    isAnswered: () => receive({ direction: 'out', from: { kind: 'custom:operator', value: 'eva' }, client: from }),
  };
}

async function answered(kind: string, settings: Record<string, unknown> = {}) {
  const client = await aClient(kind, settings);
  const id = await client.says();
  await desk.accept(id, desk.olga);
  await client.isAnswered();
  return { id, client };
}

describe('silence (R-DSK-2)', () => {
  it.each([
    ['webchat', 30],
    ['phone', 30],
    ['whatsapp', day],
    ['email', 14 * day],
  ])(
    'of %s ends a conversation after %i minutes, in so many words, and who had it stays named',
    async (kind, minutes) => {
      const { id } = await answered(kind);
      expect(await clock(minutes - 1)).toBe(0);
      expect(await clock(minutes + 1)).toBe(1);
      expect(await desk.read(id, desk.olga)).toMatchObject({
        state: 'closed',
        assignee: { id: desk.olga.id },
        result: null,
        endedAt: expect.any(String),
      });
      expect((await desk.events(id, desk.olga)).at(-1)).toBe('closedSilent');
      expect(await clock(minutes + 2)).toBe(0);
    },
  );

  it('is as long as the channel says', async () => {
    await answered('whatsapp', { silenceMinutes: 5 });
    expect(await clock(4)).toBe(0);
    expect(await clock(6)).toBe(1);
  });

  it('never ends a message or a mail that somebody still waits for an answer to; a chat it does, whose visitor is gone', async () => {
    for (const kind of ['whatsapp', 'email']) {
      const waits = await (await aClient(kind)).says();
      const taken = await (await aClient(kind)).says();
      await desk.accept(taken, desk.olga);
      expect(await clock(400 * day)).toBe(0);
      for (const id of [waits, taken]) expect((await desk.read(id, desk.olga)).state).not.toBe('closed');
    }
    const chat = await (await aClient('webchat')).says();
    expect(await clock(31)).toBe(1);
    expect(await desk.read(chat, desk.olga)).toMatchObject({ state: 'closed', waitingSince: null });
  });

  it('ends no call that was missed, until somebody took it', async () => {
    const id = await (await aClient('phone')).says({
      type: 'call',
      call: { state: 'missed', from: '420603000001', to: '420800000000' },
    });
    expect(await clock(day)).toBe(0);
    await desk.accept(id, desk.olga);
    expect(await clock(day)).toBe(1);
  });

  it('begins anew with whatever is done or noted, and is not ended while a follow-up is due', async () => {
    const { id } = await answered('whatsapp');
    await desk.workspace.within((tx) =>
      sql`update conversation set last_at = ${new Date(Date.now() - 3 * day * minute)} where id = ${id}`.execute(tx),
    );
    expect(await clock(0)).toBe(0); // accepted just now
    await desk.workspace.within((tx) =>
      sql`insert into follow_up (workspace_id, id, conversation_id, kind, due_at, state, planned_by)
        values (${desk.workspace.workspaceId}, gen_random_uuid(), ${id}, 'reminder', now(), 'due', '{}')`.execute(tx),
    );
    expect(await clock(2 * day)).toBe(0);
    await desk.workspace.within((tx) =>
      sql`update follow_up set state = 'done' where conversation_id = ${id}`.execute(tx),
    );
    expect(await Promise.all([clock(2 * day), clock(2 * day)])).toContain(1);
  });

  it('is opened again by the client: for who had it while they are ready, else for the queue', async () => {
    for (const [presence, state, assignee] of [
      ['ready', 'open', { id: desk.olga.id }],
      ['away', 'waiting', null],
    ] as const) {
      await desk.be(desk.olga, presence);
      const { id, client } = await answered('whatsapp');
      await clock(day + 1);
      expect(await client.says({ at: new Date(Date.now() + minute).toISOString() })).toBe(id);
      expect(await desk.read(id, desk.workspace.admin)).toMatchObject({ state, assignee, endedAt: null });
    }
  });
});

describe('the first answer (R-DSK-6)', () => {
  const kept = (id: string) =>
    desk.workspace.within((tx) =>
      tx.selectFrom('conversation').select(['answeredAt', 'waited']).where('id', '=', id).executeTakeFirstOrThrow(),
    );

  it('is kept once, with how long the client waited for it', async () => {
    const client = await aClient('whatsapp');
    const id = await client.says({ at: new Date(Date.now() - 90_000).toISOString() });
    expect(await kept(id)).toEqual({ answeredAt: null, waited: null });
    await client.isAnswered();
    const first = await kept(id);
    expect(first.waited).toBeGreaterThanOrEqual(89);
    expect(first.waited).toBeLessThan(100);
    await client.says();
    await client.isAnswered();
    expect(await kept(id)).toEqual(first);
  });

  it('of a call is picking it up: at the desk, or at a telephone that says how long it rang', async () => {
    const call = { from: '420603000001', to: '420800000000' };
    const here = await (await aClient('phone')).says({ type: 'call', call: { ...call, state: 'ringing' } });
    await desk.accept(here, desk.olga);
    expect((await kept(here)).answeredAt).not.toBeNull();
    const there = await (await aClient('phone')).says({
      type: 'call',
      call: { ...call, state: 'ended', waited: 12.4 },
    });
    expect(await kept(there)).toMatchObject({ waited: 12 });
    const missed = await (await aClient('phone')).says({
      type: 'call',
      call: { ...call, state: 'missed', waited: 30 },
    });
    expect((await kept(missed)).answeredAt).toBeNull();
  });
});
