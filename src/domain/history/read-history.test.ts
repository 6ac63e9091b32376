import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryItem } from '#contract/history.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { linkConversation } from '../conversations/link-conversation.ts';
import { unlinkConversation } from '../conversations/unlink-conversation.ts';
import type { Actor } from '../operators/actor.ts';
import { readHistory } from './read-history.ts';
import { recordChange } from './record-change.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

const day = (n: number) => new Date(Date.UTC(2026, 3, n, 9));

async function history(
  id: number,
  more: { q?: string; channel?: string[]; limit?: number; cursor?: string } = {},
  actor: Actor = workspace.operator,
) {
  return database.inWorkspace(actor.workspaceId, (tx) => readHistory(tx, actor, { id, limit: 50, ...more }));
}
async function conversations(id: number, more: Parameters<typeof history>[1] = {}, actor?: Actor) {
  const { items } = await history(id, more, actor);
  return items.filter((item) => item.type === 'conversation');
}
async function everyPage(id: number, limit: number, meanwhile?: () => Promise<unknown>): Promise<HistoryItem[]> {
  const items: HistoryItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await history(id, { limit, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await meanwhile?.();
  } while (cursor);
  return items;
}
const nameOf = (item: HistoryItem) =>
  item.type === 'conversation' ? item.subject : item.type === 'change' ? item.verb : 'hidden';

describe('the time axis', () => {
  it('of a card that was never talked to has no conversation, only that it was made (R-HIS-6)', async () => {
    const card = await aContact(workspace, { name: 'Quiet' });
    expect((await history(card.id)).items).toMatchObject([
      { type: 'change', verb: 'createContact', actor: { name: 'Ada Administrator' } },
    ]);
  });

  it('stands newest first by the start of each, with open ones on top and changes of the card between', async () => {
    const card = await aContact(workspace, { name: 'Axis' });
    await aConversationWith(workspace, { channelId, contactId: card.id, subject: 'old', at: day(1) });
    await aConversationWith(workspace, { channelId, contactId: card.id, subject: 'open', at: day(2), state: 'open' });
    await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'new',
      at: day(3),
      operators: [workspace.operator.id],
    });
    await workspace.within((tx) =>
      editContact(tx, workspace.operator, { id: card.id, version: card.version, edit: { name: 'Axel' } }),
    );
    const { items, nextCursor } = await history(card.id);
    expect(items.map(nameOf)).toEqual(['open', 'editContact', 'createContact', 'new', 'old']);
    expect(nextCursor).toBeNull();
    expect(items[3]).toMatchObject({
      role: 'client',
      savedWith: null,
      status: 'closed',
      operators: ['Olga Operátorová'],
      at: day(3).toISOString(),
      counts: { entries: 0, changes: 0, hits: null },
    });
  });

  it('gives every item exactly once over its pages, of whatever size, while new ones arrive', async () => {
    const card = await aContact(workspace, { name: 'Paged', email: 'paged@example.com' });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      const participants = [{ value: 'paged@example.com' }];
      const isOpen = n % 5 === 0;
      ids.push(
        await aConversationWith(workspace, {
          channelId,
          contactId: card.id,
          at: day(n % 4),
          state: isOpen ? 'waiting' : 'closed',
          participants,
        }),
      );
    }
    for (let n = 0; n < 5; n++) {
      const participants = [
        { value: 'boss@example.com' },
        { value: 'paged@example.com', role: 'cc' as const },
        { value: 'paged@example.com', role: 'replyTo' as const, at: day(9) },
      ];
      ids.push(await aConversationWith(workspace, { channelId, at: day(n), participants }));
    }
    for (const limit of [1, 3, 7]) {
      const items = await everyPage(card.id, limit, () =>
        aConversationWith(workspace, { channelId, contactId: card.id, at: day(27), subject: 'late' }),
      );
      const found = items.flatMap((item) => (item.type === 'conversation' && item.subject !== 'late' ? item.id : []));
      expect(found.toSorted()).toEqual(ids.toSorted());
    }
  });

  it('shows a thread on the cards of the other participants too, with their role and the card it is saved with', async () => {
    const sender = await aContact(workspace, { name: 'Sender', email: 'sender1@example.com' });
    const copied = await aContact(workspace, { name: 'Copied', email: 'copied1@example.com' });
    await aConversationWith(workspace, {
      channelId,
      contactId: sender.id,
      subject: 'Thread',
      participants: [
        { value: 'sender1@example.com' },
        { value: 'copied1@example.com', role: 'cc' },
        { kind: 'phone', value: '+420602771777', role: 'also', listed: false },
      ],
    });
    const late = await aContact(workspace, { name: 'Made later', phone: '+420602771777' });
    expect(await conversations(copied.id)).toMatchObject([
      { subject: 'Thread', role: 'cc', savedWith: { id: sender.id, name: 'Sender' } },
    ]);
    expect(await conversations(sender.id)).toMatchObject([{ subject: 'Thread', role: 'client', savedWith: null }]);
    expect(await conversations(late.id)).toEqual([]);
  });

  it("groups a conversation's own changes under it, and lets them stand alone once it left the card", async () => {
    const [card, other] = [
      await aContact(workspace, { name: 'Grouped' }),
      await aContact(workspace, { name: 'Other' }),
    ];
    const id = await aConversationWith(workspace, { channelId, subject: 'Talk', at: day(1) });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: card.id }));
    expect(await conversations(card.id)).toMatchObject([
      { id, counts: { changes: 1 }, changes: [{ verb: 'linkConversation', conversationId: id }] },
    ]);
    expect((await history(card.id)).items.map(nameOf)).toEqual(['createContact', 'Talk']);
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: other.id }));
    expect((await history(card.id)).items.map(nameOf)).toEqual([
      'linkConversation',
      'linkConversation',
      'createContact',
    ]);
    expect(await conversations(other.id)).toMatchObject([{ id, counts: { changes: 1 } }]);
    await workspace.within((tx) => unlinkConversation(tx, workspace.operator, { id }));
    expect((await history(other.id)).items.map(nameOf)).toEqual([
      'unlinkConversation',
      'linkConversation',
      'createContact',
    ]);
  });

  it('reads with a merged card from either id, and filters by kind of channel', async () => {
    const [card, merged] = [
      await aContact(workspace, { name: 'Survivor' }),
      await aContact(workspace, { name: 'Merged' }),
    ];
    const chat = await aChannel(workspace, { kind: 'webchat', name: 'Chat' });
    await aConversationWith(workspace, { channelId, contactId: card.id, subject: 'mail', at: day(1) });
    await aConversationWith(workspace, { channelId: chat, contactId: merged.id, subject: 'chat', at: day(2) });
    await workspace.within((tx) =>
      tx
        .updateTable('contact')
        .set({ state: 'merged', mergedInto: card.id, survivorId: card.id })
        .where('id', '=', merged.id)
        .execute(),
    );
    for (const id of [card.id, merged.id]) expect((await conversations(id)).map(nameOf)).toEqual(['chat', 'mail']);
    expect((await history(card.id, { channel: ['webchat'] })).items.map(nameOf)).toEqual(['chat']);
  });
});

describe('what others may not see', () => {
  it('is a date, channel and queue in the second kind of queue, and nothing at all in the third', async () => {
    const { workspaceId } = workspace;
    const [secretQueue, insider] = await workspace.within(async (tx) => {
      const queue = await aQueue(tx, workspaceId, { readers: 'hidden' });
      return [queue, await anOperator(tx, workspaceId, { queues: [workspace.queue, queue] })] as const;
    });
    const card = await aContact(workspace, { name: 'Watched' });
    const told = {
      verb: 'linkConversation' as const,
      items: [{ contactId: card.id, target: 'link', before: null, after: { contactId: card.id } }],
    };
    await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'mine',
      entries: ['tajemství'],
      at: day(1),
    });
    const theirs = await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'theirs',
      entries: ['tajemství'],
      at: day(2),
      queue: workspace.otherQueue,
    });
    const secret = await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      subject: 'secret',
      entries: ['tajemství'],
      at: day(3),
      queue: secretQueue,
    });
    await workspace.within((tx) => recordChange(tx, insider, { ...told, conversationId: secret }));
    const { items } = await history(card.id);
    expect(items.map(nameOf)).toEqual(['createContact', 'hidden', 'mine']);
    expect(items[1]).toEqual({
      type: 'hidden',
      at: day(2).toISOString(),
      channel: { kind: 'email' },
      queue: { id: workspace.otherQueue, name: 'Sales' },
      id: theirs, // nothing is found by it: one asks for access by it
      access: null,
      deciders: ['Ada Administrator'],
    });
    expect((await history(card.id, { q: 'tajemstvi' })).items.map(nameOf)).toEqual(['mine']);
    expect((await history(card.id, { q: 'tajemstvi' }, workspace.admin)).items.map(nameOf)).toEqual([
      'secret',
      'theirs',
      'mine',
    ]);
    expect((await history(card.id, {}, insider)).items.map(nameOf)).toEqual([
      'createContact',
      'secret',
      'hidden',
      'mine',
    ]);
    const onlySecret = await aContact(workspace, { name: 'Only secret' });
    await aConversationWith(workspace, { channelId, contactId: onlySecret.id, queue: secretQueue });
    await expect(history(onlySecret.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const other = await aWorkspace(database);
    await expect(history(card.id, {}, other.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
