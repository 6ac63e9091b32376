import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDesk } from '#test/support/desk-factory.ts';
import { aChannel } from '#test/support/factory.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { markSeen } from '../conversations/desk/mark-seen.ts';
import { removeOperator } from '../operators/end-access.ts';
import { loadChannel } from './load-channel.ts';
import { receiveMessage } from './receive-message.ts';

const database = ownDatabase();
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  desk = await aDesk(database);
});

let threads = 0;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A client who writes on a channel of their own; minutes are how long ago a message was. */
async function aClient(kind = 'whatsapp', settings: Record<string, unknown> = {}) {
  const { workspace } = desk;
  const channelId = await aChannel(workspace, { kind, settings });
  const conversation = `thread-${++threads}`;
  const from = { kind: 'whatsapp' as const, value: `42060300${String(threads).padStart(4, '0')}` };
  const receive = async (message: ReturnType<typeof aMessage>) => {
    const result = await workspace.within(async (tx) =>
      receiveMessage(tx, await loadChannel(tx, workspace.workspaceId, channelId), message),
    );
    return 'conversationId' in result ? (result.conversationId ?? '') : '';
  };
  return {
    receive,
    says: (minutes: number) => receive(aMessage({ conversation, from, at: ago(minutes) })),
    isAnswered: (minutes: number) =>
      receive(
        aMessage({
          conversation,
          direction: 'out',
          from: { kind: 'custom:operator', value: 'eva' },
          client: from,
          at: ago(minutes),
        }),
      ),
  };
}

/** Minutes since when the client waits; null: they do not. */
async function waits(id: string): Promise<number | null> {
  const { waitingSince } = await desk.read(id, desk.olga);
  return waitingSince === null ? null : Math.round((Date.now() - Date.parse(waitingSince)) / 60_000);
}

const endedBefore = (id: string, hours: number) =>
  desk.workspace.within((tx) =>
    sql`update conversation set ended_at = ${ago(hours * 60)} where id = ${id}`.execute(tx),
  );

describe('since when the client waits', () => {
  it('is the first message that nobody answered; an answer ends it', async () => {
    const client = await aClient();
    const id = await client.says(50);
    await client.says(40);
    expect(await waits(id)).toBe(50);
    await client.isAnswered(30);
    expect(await waits(id)).toBeNull();
    await client.says(20);
    await client.says(10);
    expect(await waits(id)).toBe(20);
  });

  it('is the same in whatever order the messages come', async () => {
    const messages = [
      ['in', 50],
      ['out', 40],
      ['in', 30],
      ['in', 20],
    ] as const;
    for (const order of [
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [0, 2, 3, 1],
      [1, 3, 0, 2],
      [3, 1, 2, 0],
    ]) {
      const client = await aClient();
      let id = '';
      for (const place of order) {
        const [direction, minutes] = messages[place]!;
        id = await (direction === 'in' ? client.says(minutes) : client.isAnswered(minutes));
      }
      expect([order, await waits(id)]).toEqual([order, 30]);
    }
  });

  it('is nobody’s of what was over when it came', async () => {
    const client = await aClient();
    const id = await client.says(60 * 48);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'closed', waitingSince: null, unread: false });
  });
});

it('is unread again when the client says more, and not when colleagues answer', async () => {
  const client = await aClient();
  const id = await client.says(50);
  const unread = async () => (await desk.read(id, desk.olga)).unread;
  expect(await unread()).toBe(true);
  await desk.workspace.within((tx) => markSeen(tx, desk.olga, { id }));
  await client.isAnswered(40);
  expect(await unread()).toBe(false);
  await client.says(30);
  expect(await unread()).toBe(true);
});

describe('a message after the end (R-DSK-2)', () => {
  it('opens the conversation again within the reopening period, for who had it and is ready', async () => {
    await desk.be(desk.olga, 'ready');
    const client = await aClient();
    const id = await client.says(50);
    await desk.accept(id, desk.olga);
    await desk.close(id, desk.olga, 'Answered');
    await client.isAnswered(20);
    expect((await desk.read(id, desk.olga)).state).toBe('closed');
    expect(await client.says(10)).toBe(id);
    expect(await desk.read(id, desk.olga)).toMatchObject({
      state: 'open',
      assignee: { id: desk.olga.id },
      result: null,
      endedAt: null,
    });
    expect(await waits(id)).toBe(10);
  });

  it('ends the wrap-up of what the client had not ended (R-DSK-3)', async () => {
    await desk.be(desk.olga, 'ready');
    const client = await aClient();
    const id = await client.says(50);
    await desk.accept(id, desk.olga);
    const asks = (wrapUp: boolean) =>
      desk.workspace.within((tx) =>
        sql`update queue set wrap_up = ${wrapUp} where id = ${desk.workspace.queue}`.execute(tx),
      );
    await asks(true);
    expect((await desk.close(id, desk.olga)).wrapUp).not.toBeNull();
    await client.says(10);
    expect(await desk.read(id, desk.olga)).toMatchObject({
      state: 'open',
      assignee: { id: desk.olga.id },
      wrapUp: null,
    });
    expect(await desk.close(id, desk.olga, 'solved')).toMatchObject({ wrapUp: null });
    await asks(false);
  });

  it('lets it wait where who had it works here no more', async () => {
    const client = await aClient();
    const id = await client.says(50);
    await desk.accept(id, desk.petr);
    await desk.close(id, desk.petr);
    await desk.workspace.within((tx) => removeOperator(tx, desk.workspace.admin, desk.petr.id));
    await client.says(10);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting', assignee: null });
  });

  it('begins a new conversation later, shown as related; the channel says from when on', async () => {
    for (const [settings, hours] of [
      [{}, 7 * 24 + 1],
      [{ reopenHours: 2 }, 3],
    ] as const) {
      const client = await aClient('whatsapp', settings);
      const first = await client.says(50);
      await desk.accept(first, desk.olga);
      await desk.close(first, desk.olga);
      await endedBefore(first, hours);
      const second = await client.says(10);
      expect(second).not.toBe(first);
      expect(await desk.read(second, desk.olga)).toMatchObject({
        state: 'waiting',
        assignee: null,
        related: { id: first },
      });
      expect((await desk.read(first, desk.olga)).state).toBe('closed');
      expect(await client.says(5)).toBe(second);
    }
  });

  it('goes on in a thread of mail, however late', async () => {
    const client = await aClient('email');
    const mail = aMail({ at: ago(60) });
    const id = await client.receive(mail);
    await desk.close(id, desk.olga);
    await endedBefore(id, 24 * 400);
    const answer = aMail({ at: ago(10), references: [mail.mail?.messageId ?? ''] });
    expect(await client.receive(answer)).toBe(id);
    expect(await desk.read(id, desk.olga)).toMatchObject({ state: 'waiting', endedAt: null });
  });
});
