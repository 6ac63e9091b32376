import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { aContact, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import {
  aKeepingCompany,
  client,
  daysAgo,
  keeps,
  number,
  removeAll,
  whereStands,
} from '#test/support/retention-factory.ts';
import { editConversation } from '../conversations/edit-conversation.ts';
import { undoChange } from '../history/undo-change.ts';
import { saveDraft } from '../replies/drafts.ts';
import { applyRetention } from './apply-retention.ts';

const database = ownDatabase();
let company: Awaited<ReturnType<typeof aKeepingCompany>>;
let workspace: Workspace;
beforeEach(async () => {
  company = await aKeepingCompany(database);
  ({ workspace } = company);
});
const comes: typeof company.comes = (...given) => company.comes(...given);
const ended: typeof company.ended = (...given) => company.ended(...given);
const entries = (id: string) => company.entries(id);
const found = (q: string) => company.found(q);
const none = { conversations: 0, changes: 0, cards: 0 };

describe('text whose time is over (R-HIS-7)', () => {
  it('goes from the transcript, search, the list, the history, drafts, parameters and changes, and leaves a stub with its date', async () => {
    await keeps(workspace, 'text', 100);
    const id = await ended(101, {
      text: 'The gallium is late',
      subject: 'Gallium',
      parameters: { order: 'gallium-1' },
    });
    const { id: card } = await aContact(workspace, { name: 'Zora' });
    await company.linkTo(id, card);
    const { changeId } = await workspace.within((tx) =>
      editConversation(tx, workspace.admin, {
        id,
        parameters: { note: 'gallium' },
        tags: { add: ['Late'], remove: [] },
      }),
    );
    await workspace.within((tx) =>
      saveDraft(tx, workspace.operator, { id, mode: 'note', text: 'Ask about gallium', contactId: null }),
    );
    expect(await found('gallium')).toBe(1);

    expect(await removeAll(workspace)).toEqual({ ...none, conversations: 1 });
    expect(await whereStands(workspace, 'gallium')).toEqual([]);
    expect(await found('gallium')).toBe(0);
    const [entry] = await entries(id);
    expect(entry).toMatchObject({
      text: null,
      subject: null,
      removed: { text: expect.stringMatching(/^20.*Z$/) },
      sender: { value: number, name: 'Zora Nováková' },
    });
    expect(await company.read(id)).toMatchObject({
      lastText: null,
      subject: null,
      parameters: {},
      tags: ['Late'],
      removed: { text: expect.any(String) },
      contact: { id: card },
    });
    expect((await company.history(card)).find((item) => item.type === 'conversation')).toMatchObject({
      id,
      removed: { text: expect.any(String) },
      changes: expect.arrayContaining([
        expect.objectContaining({
          verb: 'editConversation',
          items: [],
          undoable: false,
          removedAt: expect.any(String),
        }),
      ]),
    });
    await expect(workspace.within((tx) => undoChange(tx, workspace.admin, changeId ?? ''))).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'undoRemoved',
    });
  });

  it('is not taken a day before, of what runs or is to be called back, or from what nobody said', async () => {
    await keeps(workspace, 'text', 100);
    const young = await ended(99);
    const running = await comes({ at: daysAgo(200).toISOString(), from: client('+420602333102') });
    await workspace.within((tx) => sql`update conversation set state = 'open' where id <> ${young}`.execute(tx));
    const planned = await ended(300, { from: client('+420602333103') });
    await workspace.within((tx) =>
      sql`insert into follow_up (workspace_id, id, conversation_id, kind, due_at, planned_by) values
        (${workspace.workspaceId}, ${randomUUID()}, ${planned}, 'callback', ${new Date(Date.now() + 1_000_000)}, '{}')`.execute(
        tx,
      ),
    );
    expect(await removeAll(workspace)).toEqual(none);
    expect((running as { result: string }).result).toBe('accepted');
    await workspace.within((tx) => sql`update follow_up set state = 'done'`.execute(tx));
    expect(await removeAll(workspace)).toEqual({ ...none, conversations: 1 });
    expect(await removeAll(workspace)).toEqual(none);
    expect((await entries(young))[0]?.text).toBe('Good morning');
  });

  it('is counted from the end of the conversation, anew when it was opened again, with what came since', async () => {
    await keeps(workspace, 'text', 100);
    const id = await ended(300, { text: 'First words' });
    await removeAll(workspace);
    const says = (text: string, ago: number) =>
      workspace.within(async (tx) => {
        const at = daysAgo(ago);
        await sql`insert into entry (workspace_id, at, place, id, conversation_id, queue_id, kind, direction, sender, text, tsv)
          select workspace_id, ${at}, 'x', ${randomUUID()}, id, queue_id, 'message', 'in', '{"kind": "whatsapp", "value": "1"}', ${text}, '' from conversation
          where id = ${id}`.execute(tx);
        await sql`update conversation set entries = entries + 1, first_at = least(first_at, ${at}), last_at = greatest(last_at, ${at}) where id = ${id}`.execute(
          tx,
        );
      });
    await says('It came late', 301);
    expect((await removeAll(workspace)).conversations).toBe(1);
    await says('Opened again', 40);
    expect((await removeAll(workspace)).conversations).toBe(0);
    expect((await entries(id)).map(({ text }) => text)).toEqual([null, null, 'Opened again']);
    expect((await removeAll(workspace, new Date(Date.now() + 70 * 86_400_000))).conversations).toBe(1);
    expect((await entries(id)).map(({ text }) => text)).toEqual([null, null, null]);
  });

  it('is kept for as long as its last queue says, else its channel, else the workspace', async () => {
    const quick = await company.anotherChannel();
    const from = (n: number) => ({ kind: 'whatsapp' as const, value: `+42060233320${n}` });
    const whole = await ended(60, { from: from(1) });
    const byChannel = await ended(60, { from: from(2) }, undefined, quick);
    const byQueue = await ended(60, { from: from(3) }, undefined, quick);
    const forEver = await ended(60, { from: from(4) });
    await keeps(workspace, 'text', 50);
    await keeps(workspace, 'text', 90, { scope: 'channel', id: quick });
    await keeps(workspace, 'text', 30, { scope: 'queue', id: workspace.otherQueue });
    const silent = await workspace.within(async (tx) => {
      const id = randomUUID();
      await tx
        .insertInto('queue')
        .values({ workspaceId: workspace.workspaceId, id, name: 'Kept', readers: 'members' })
        .execute();
      return id;
    });
    await keeps(workspace, 'text', 'forever', { scope: 'queue', id: silent });
    await workspace.within((tx) =>
      sql`update conversation set queue_id = case id when ${byQueue} then ${workspace.otherQueue}::uuid else ${silent}::uuid end
        where id in (${byQueue}, ${forEver})`.execute(tx),
    );
    expect((await removeAll(workspace)).conversations).toBe(2);
    const texts = await Promise.all(
      [whole, byChannel, byQueue, forEver].map(async (id) => (await entries(id))[0]?.text),
    );
    expect(texts).toEqual([null, 'Good morning', null, 'Good morning']);
  });

  it('was had: the same delivery again stores nothing', async () => {
    await keeps(workspace, 'text', 100);
    await keeps(workspace, 'unknown', 200);
    const given = { id: 'wamid-1', at: daysAgo(300).toISOString(), text: 'Once' };
    const id = await ended(300, given);
    await removeAll(workspace);
    expect((await comes(given)).result).toBe('alreadyHad');
    expect((await entries(id)).map(({ text }) => text)).toEqual([null]);
    expect(await found('Once')).toBe(0);
  });
});

describe('going through it', () => {
  it('stops at nothing: what fails is told and comes again, the rest goes', async () => {
    await keeps(workspace, 'text', 100);
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await ended(200 + n, { from: client(`+42060233340${n}`) }));
    const bad = ids[2] as string;
    await workspace.within((tx) =>
      sql`update entry set body = body || '{"call": "no object"}' where conversation_id = ${bad}`.execute(tx),
    );
    await expect(removeAll(workspace)).rejects.toThrow();
    const errors: object[] = [];
    const removing = { within: workspace.within, now: new Date(), stopping: new AbortController().signal };
    const gone = await applyRetention(workspace.workspaceId, {
      ...removing,
      onError: (_, about) => void errors.push(about),
    });
    expect([errors, gone.conversations]).toEqual([[{ conversation: bad }], expect.any(Number)]);
    const texts = await Promise.all(ids.map(async (id) => (await entries(id))[0]?.text));
    expect(texts.map((text) => text === null)).toEqual([true, true, false, true, true]);
  });

  it('goes on where it stopped, and several at once take each thing once', async () => {
    await keeps(workspace, 'text', 100);
    for (let n = 10; n < 40; n++) await ended(100 + n, { from: client(`+4206023335${n}`) });
    const stopping = new AbortController();
    let left = 3; // what was decided, what is over, and the first few
    const onError = (error: unknown) => {
      throw error;
    };
    const within: Workspace['within'] = (work) => {
      if (--left === 0) stopping.abort();
      return workspace.within(work);
    };
    const first = await applyRetention(workspace.workspaceId, {
      within,
      now: new Date(),
      stopping: stopping.signal,
      onError,
    });
    expect(first.conversations).toBeGreaterThan(2);
    expect(first.conversations).toBeLessThan(30);
    const rest = await Promise.all([removeAll(workspace), removeAll(workspace), removeAll(workspace)]);
    expect(rest.reduce((sum, { conversations }) => sum + conversations, first.conversations)).toBe(30);
    expect(await whereStands(workspace, 'Good morning')).toEqual([]);
  });
});
