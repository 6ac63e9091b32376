import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMessage } from '#test/support/message-factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { given } from '#test/support/reply-factory.ts';
import { readHistory } from '../../history/read-history.ts';
import { searchEverything } from '../../history/search-everything.ts';
import { undoChange } from '../../history/undo-change.ts';
import { loadChannel } from '../../intake/load-channel.ts';
import { receiveMessage } from '../../intake/receive-message.ts';
import { writeNote } from '../../replies/write-note.ts';
import { acceptConversation } from '../desk/accept-conversation.ts';
import { closeConversation } from '../desk/close-conversation.ts';
import { redirectConversation } from '../desk/redirect-conversation.ts';
import { editConversation } from '../edit-conversation.ts';
import { linkConversation } from '../link-conversation.ts';
import { listConversations } from '../list-conversations.ts';
import { listEntries } from '../list-entries.ts';
import { readConversation } from '../read-conversation.ts';
import { mergeConversations } from './merge-conversations.ts';
import { previewMerge } from './preview-merge.ts';

const database = ownDatabase();
let workspace: Workspace;
let chat: string;
let sales: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  const settings = { automaticCard: 'never' };
  chat = await aChannel(workspace, { kind: 'custom', name: 'Chat', settings });
  sales = await aChannel(workspace, { kind: 'custom', name: 'Sales', queue: workspace.otherQueue, settings });
});

async function say(channelId: string, conversation: string, text: string, minute: number): Promise<string> {
  const at = new Date(Date.UTC(2026, 4, 4, 10, minute)).toISOString();
  const from = { kind: 'whatsapp' as const, value: `+4206010${String(10_000 + minute).slice(-5)}` };
  const received = await workspace.within(async (tx) =>
    receiveMessage(
      tx,
      await loadChannel(tx, workspace.workspaceId, channelId),
      aMessage({ conversation, text, at, from, parameters: { [conversation.slice(0, 4)]: text } }),
    ),
  );
  return received.result === 'accepted' ? received.conversationId : '';
}
const link = (id: string, contactId: number) =>
  workspace.within((tx) => linkConversation(tx, workspace.admin, { id, contactId, identifiers: [] }));
const merge = (id: string, other: string, actor = workspace.admin) =>
  workspace.within((tx) => mergeConversations(tx, actor, { id, other }));
const undo = (changeId: string | null) => workspace.within((tx) => undoChange(tx, workspace.admin, changeId ?? 'none'));
const read = (id: string) => workspace.within((tx) => readConversation(tx, workspace.admin, id));
const texts = async (id: string) =>
  (await workspace.within((tx) => listEntries(tx, workspace.admin, { id, limit: 50 }))).items.map(({ text }) => text);

/** Everything that a merge touches, but the numbers of versions. */
async function everything(): Promise<string[]> {
  const { rows } = await workspace.within((tx) =>
    sql<{ row: string }>`
      select (to_jsonb(c) - 'version' - 'created_at')::text as row from conversation c
      union all select concat_ws(' ', 'entry', id, conversation_id, contact_id, queue_id) from entry
      union all select to_jsonb(a)::text from contact_activity a
      union all select concat_ws(' ', 'card', id, last_contact_at) from contact
      union all select (to_jsonb(p))::text from participant p
      order by 1`.execute(tx),
  );
  return rows.map(({ row }) => row);
}

describe('conversations that are merged (R-HIS-8)', () => {
  it('read as one by time, in lists, history, search and counts; later messages of either land there; undone they are two', async () => {
    const contact = await aContact(workspace, { name: 'Merged' });
    const [a, b] = [randomUUID(), randomUUID()];
    const one = await say(chat, a, 'first', 0);
    const two = await say(sales, b, 'second zebra', 1);
    await say(chat, a, 'third', 2);
    for (const id of [one, two]) await link(id, contact.id);
    await workspace.within((tx) =>
      editConversation(tx, workspace.admin, { id: two, tags: { add: ['Brought'], remove: [] } }),
    );
    const before = await everything();
    const merged = await merge(one, two);
    expect(merged).toMatchObject({ id: one, entries: 3, lastText: 'third', tags: ['Brought'] });
    expect(merged.parameters).toHaveProperty(b.slice(0, 4));
    expect(await texts(two)).toEqual(['first', 'second zebra', 'third']);
    expect((await read(two)).id).toBe(one);
    const listed = await workspace.within((tx) =>
      listConversations(tx, workspace.admin, { contact: contact.id, limit: 10 } as Parameters<
        typeof listConversations
      >[2]),
    );
    expect(listed.items.map(({ id }) => id)).toEqual([one]);
    const history = await workspace.within((tx) => readHistory(tx, workspace.admin, { id: contact.id, limit: 10 }));
    const shown = history.items.filter((item) => item.type === 'conversation');
    expect(shown).toMatchObject([{ id: one, counts: { entries: 3 } }]);
    expect(shown[0]?.changes.map(({ verb }) => verb)).toContain('mergeConversations');
    const byOperator = await workspace.within((tx) =>
      searchEverything(tx, workspace.operator, { q: 'zebra', limit: 5 } as Parameters<typeof searchEverything>[2]),
    );
    expect(byOperator.items).toMatchObject([{ conversationId: one }]);
    await undo(merged.changeId);
    expect(await everything()).toEqual(before);

    const again = await merge(one, two);
    await say(sales, b, 'fourth', 3);
    await say(chat, a, 'fifth', 4);
    expect(await read(one)).toMatchObject({ entries: 5, lastText: 'fifth' });
    await undo(again.changeId);
    expect(await texts(one)).toEqual(['first', 'third', 'fifth']);
    expect(await read(two)).toMatchObject({ id: two, entries: 2, lastText: 'fourth', contact: { id: contact.id } });
    expect(await read(one)).toMatchObject({ entries: 3, lastText: 'fifth', tags: [] });
  });

  it('are with the one client that either is with, and each with its own again when it is undone', async () => {
    const contact = await aContact(workspace, { name: 'Known' });
    const known = await say(chat, randomUUID(), 'known', 10);
    const unknown = await say(chat, randomUUID(), 'unknown', 11);
    await link(known, contact.id);
    for (const [id, other] of [
      [unknown, known],
      [known, unknown],
    ] as const) {
      const before = await everything();
      const merged = await merge(id, other);
      expect(merged.contact).toMatchObject({ id: contact.id });
      const { change } = await undo(merged.changeId);
      expect((await everything()).filter((row) => !before.includes(row))).toEqual([]);
      await undo(change.id);
      expect(await read(other)).toMatchObject({ id, contact: { id: contact.id } });
      await undo((await lastChange()) ?? null);
      expect(await everything()).toEqual(before);
    }
  });

  it('are of one client, both seen, and not one already', async () => {
    const [first, second] = [await aContact(workspace, { name: 'One' }), await aContact(workspace, { name: 'Two' })];
    const one = await say(chat, randomUUID(), 'one', 20);
    const two = await say(chat, randomUUID(), 'two', 21);
    const hidden = await say(sales, randomUUID(), 'hidden', 22);
    await link(one, first.id);
    await link(two, second.id);
    await expect(merge(one, two)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'otherClient' } });
    await expect(merge(one, one)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'sameConversation' } });
    await expect(merge(one, hidden, workspace.operator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(merge(hidden, one, workspace.operator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('show beforehand how they will read and what follows, to who sees both; who worked on the other one collaborates until it is undone', async () => {
    const contact = await aContact(workspace, { name: 'Previewed' });
    const one = await say(chat, randomUUID(), 'written first', 24);
    const two = await say(sales, randomUUID(), 'written second', 25);
    for (const id of [one, two]) await link(id, contact.id);
    await given(workspace, one, workspace.admin);
    const eva = await workspace.within((tx) =>
      anOperator(tx, workspace.workspaceId, { name: 'Eva', queues: [workspace.otherQueue] }),
    );
    await given(workspace, two, eva);
    const preview = (id: string, other: string, actor = workspace.admin) =>
      workspace.within((tx) => previewMerge(tx, actor, { id, other }));
    const before = await everything();
    expect(await preview(one, two)).toMatchObject({
      reason: null,
      total: 2,
      kept: { id: one, entries: 1, operators: [{ name: workspace.admin.name }] },
      other: { id: two, operators: [{ name: 'Eva' }] },
      entries: [
        { text: 'written first', from: 'kept' },
        { text: 'written second', from: 'other' },
      ],
      answersOn: { id: sales },
      joining: [{ id: eva.id }],
      noLongerReadIn: 'Sales',
    });
    expect(await everything()).toEqual(before);
    await expect(preview(one, two, workspace.operator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(preview(two, one, workspace.operator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const merged = await merge(one, two);
    expect(merged.collaborators).toMatchObject([{ id: eva.id }]);
    expect((await workspace.within((tx) => readConversation(tx, eva, one))).mine).toBe(true);
    await undo(merged.changeId);
    expect((await read(one)).collaborators).toEqual([]);
    await expect(workspace.within((tx) => readConversation(tx, eva, one))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await read(two)).assignee).toMatchObject({ id: eva.id });
    const strange = await say(chat, randomUUID(), 'of another', 26);
    await link(strange, (await aContact(workspace, { name: 'Another' })).id);
    expect(await preview(one, strange)).toMatchObject({ reason: 'otherClient' });
  });

  it('go to who has the other, who reads both from then on; never to who may not know of the target, nor to who had a closed one (R-HIS-5, R-HIS-8)', async () => {
    const { workspaceId, otherQueue, within } = workspace;
    const eva = await within((tx) => anOperator(tx, workspaceId, { name: 'Eva', queues: [otherQueue] }));
    const accept = (id: string) => within((tx) => acceptConversation(tx, eva, { id }));
    const waiting = { state: 'waiting' as const, at: new Date(), entries: ['hello'] };
    const pair = async () => [
      await aConversationWith(workspace, { channelId: chat, ...waiting }),
      await aConversationWith(workspace, { channelId: sales, queue: otherQueue, ...waiting }),
    ];
    const [waits = '', hers = ''] = await pair();
    await accept(hers);
    await merge(waits, hers);
    expect(await within((tx) => readConversation(tx, eva, waits))).toMatchObject({
      state: 'open',
      mine: true,
      assignee: { id: eva.id },
    });

    const [still = '', closed = ''] = await pair();
    await accept(closed);
    await within((tx) => closeConversation(tx, eva, { id: closed, leaveUnknown: true }));
    expect(await merge(still, closed)).toMatchObject({ state: 'waiting', assignee: null });

    const [hidden = '', known = ''] = await pair();
    await accept(known);
    const secret = await within((tx) => aQueue(tx, workspaceId, { readers: 'hidden' }));
    await within((tx) => redirectConversation(tx, workspace.admin, { id: hidden, queue: secret }));
    expect(await merge(hidden, known)).toMatchObject({ state: 'waiting', assignee: null, collaborators: [] });
    await expect(within((tx) => readConversation(tx, eva, known))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('become one when two merge them crosswise at the same moment', async () => {
    const one = await say(chat, randomUUID(), 'one', 50);
    const two = await say(chat, randomUUID(), 'two', 51);
    const before = await everything();
    const done = await Promise.allSettled([merge(one, two), merge(two, one)]);
    const made = done.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(made).toHaveLength(1);
    expect((await read(one)).id).toBe((await read(two)).id);
    await undo(made[0]?.changeId ?? null);
    expect(await everything()).toEqual(before);
  });

  it('keep what colleagues noted, each in its own when they are parted', async () => {
    const one = await say(chat, randomUUID(), 'one', 55);
    const two = await say(chat, randomUUID(), 'two', 56);
    const note = (id: string, text: string) =>
      workspace.within((tx) => writeNote(tx, workspace.admin, { id, noteId: randomUUID(), text }));
    await note(one, 'of one');
    const before = await everything();
    await note(two, 'of two');
    const both = await everything();
    const merged = await merge(one, two);
    expect(await texts(one)).toEqual(['one', 'two', 'of one', 'of two']);
    await undo(merged.changeId);
    expect(await everything()).toEqual(both);
    expect(both.length).toBe(before.length + 1);
  });

  it('come apart exactly, however they were merged and in whatever order that is undone', async () => {
    const threads = [0, 1, 2, 3].map(() => randomUUID());
    const ids: string[] = [];
    for (const [place, thread] of threads.entries())
      ids.push(await say(place % 2 ? sales : chat, thread, `t${place}`, 30 + place));
    for (const [place, thread] of threads.entries())
      await say(place % 2 ? sales : chat, thread, `u${place}`, 40 - place);
    const pair = fc.tuple(fc.nat(3), fc.nat(3));
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 4 }), fc.boolean(), async (pairs, reversed) => {
        const before = await everything();
        const changes: string[] = [];
        for (const [a, b] of pairs) {
          const merged = await merge(ids[a] ?? '', ids[b] ?? '').catch(() => null);
          if (merged?.changeId) changes.push(merged.changeId);
        }
        for (const change of reversed ? changes.reverse() : changes) await undo(change);
        expect(await everything()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});

async function lastChange(): Promise<string | undefined> {
  const row = await workspace.within((tx) =>
    tx.selectFrom('change').select('id').orderBy('at', 'desc').limit(1).executeTakeFirst(),
  );
  return row?.id;
}
