import { describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, anOperator, aQueue, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import type { Actor } from '../operators/actor.ts';
import { editConversation } from './edit-conversation.ts';
import { type ConversationFilter, listConversations } from './list-conversations.ts';
import { listEntries } from './list-entries.ts';
import { readConversation } from './read-conversation.ts';

const database = ownDatabase();

const day = (n: number) => new Date(Date.UTC(2026, 3, n, 9));

function list(workspace: Workspace, actor: Actor, filter: Partial<ConversationFilter> = {}) {
  return workspace.within((tx) => listConversations(tx, actor, { limit: 50, ...filter }));
}

describe('the list of conversations', () => {
  it('gives every one exactly once, newest words first, while new ones arrive', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const ids: string[] = [];
    for (let n = 0; n < 9; n++) {
      const state = (['waiting', 'open', 'closed'] as const)[n % 3];
      ids.unshift(await aConversationWith(workspace, { channelId, state, at: day(n < 4 ? 1 : n) })); // four of one moment
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(workspace, workspace.operator, { limit: 2, cursor });
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
      await aConversationWith(workspace, { channelId, at: day(28) });
    } while (cursor);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(seen.slice(0, 5)).toEqual(ids.slice(0, 5));
  });

  it('gives only those asked for that it has, in every view', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const waiting = await aConversationWith(workspace, { channelId, state: 'waiting', at: day(1) });
    const closed = await aConversationWith(workspace, { channelId, state: 'closed', at: day(2) });
    const others = await aConversationWith(workspace, { channelId, state: 'waiting', queue: workspace.otherQueue });
    await aConversationWith(workspace, { channelId, state: 'waiting', at: day(3) });
    const among = [waiting, closed, others];
    const ids = async (filter: Partial<ConversationFilter>) =>
      (await list(workspace, workspace.operator, { among, ...filter })).items.map((row) => row.id);
    expect(await ids({})).toEqual([closed, waiting]);
    expect(await ids({ state: ['closed'] })).toEqual([closed]);
    expect(await ids({ view: 'waiting' })).toEqual([waiting]);
    expect(await ids({ view: 'mine' })).toEqual([]);
  });

  it('by tag gives every one exactly once, newest words first, many on one day or few, of all states or of one', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const tagged: { id: string; at: number; state: string; tag: string }[] = [];
    for (let n = 0; n < 24; n++) {
      const state = (['waiting', 'open', 'closed'] as const)[n % 3] ?? 'open';
      const at = new Date(day(n < 12 ? 2 : n).getTime() + n * 60_000);
      const id = await aConversationWith(workspace, { channelId, state, at });
      const tag = ['Plyn', 'Voda', 'Teplo'][n % 4] ?? 'Jiné';
      await workspace.within((tx) =>
        editConversation(tx, workspace.operator, { id, tags: { add: [tag], remove: [] } }),
      );
      tagged.unshift({ id, at: at.getTime(), state, tag });
    }
    const byPages = async (filter: Partial<ConversationFilter>) => {
      const seen: string[] = [];
      for (let cursor: string | undefined, page = 0; page === 0 || cursor; page++) {
        const { items, nextCursor } = await list(workspace, workspace.operator, { ...filter, limit: 2, cursor });
        seen.push(...items.map((row) => row.id));
        cursor = nextCursor ?? undefined;
      }
      return seen;
    };
    const ids = (is: (one: (typeof tagged)[number]) => boolean) =>
      tagged
        .filter(is)
        .sort((a, b) => b.at - a.at)
        .map(({ id }) => id);
    expect(await byPages({ tag: ['Plyn'] })).toEqual(ids(({ tag }) => tag === 'Plyn'));
    expect(await byPages({ tag: ['Plyn', 'Voda'] })).toEqual(ids(({ tag }) => tag === 'Plyn' || tag === 'Voda'));
    expect(await byPages({ tag: ['Voda'], state: ['closed', 'open'] })).toEqual(
      ids(({ tag, state }) => tag === 'Voda' && state !== 'waiting'),
    );
    expect(await byPages({ tag: ['Voda'], state: ['open'] })).toEqual(
      ids(({ tag, state }) => tag === 'Voda' && state === 'open'),
    );
    expect(await byPages({ tag: ['Nic'] })).toEqual([]);
  });

  it('shows an operator their queues, those open to everybody, and what they took part in, never a hidden queue', async () => {
    const workspace = await aWorkspace(database);
    const { workspaceId } = workspace;
    const channelId = await aChannel(workspace);
    const [open, hidden] = await workspace.within(async (tx) => [
      await aQueue(tx, workspaceId, { readers: 'everyone' }),
      await aQueue(tx, workspaceId, { readers: 'hidden' }),
    ]);
    const mine = await aConversationWith(workspace, { channelId });
    const everybodys = await aConversationWith(workspace, { channelId, queue: open });
    const others = await aConversationWith(workspace, { channelId, queue: workspace.otherQueue });
    const tookPart = await aConversationWith(workspace, {
      channelId,
      queue: workspace.otherQueue,
      operators: [workspace.operator.id],
    });
    const secret = await aConversationWith(workspace, { channelId, queue: hidden, operators: [workspace.operator.id] });
    const ids = async (actor: Actor) => (await list(workspace, actor)).items.map((row) => row.id).toSorted();
    expect(await ids(workspace.operator)).toEqual([mine, everybodys, tookPart].toSorted());
    expect(await ids(workspace.admin)).toEqual([mine, everybodys, others, tookPart, secret].toSorted());
    const stranger = await workspace.within((tx) => anOperator(tx, workspaceId, {}));
    expect(await ids(stranger)).toEqual([everybodys]);
    for (const id of [others, secret]) {
      const refused = { code: 'NOT_FOUND' };
      await expect(workspace.within((tx) => readConversation(tx, workspace.operator, id))).rejects.toMatchObject(
        refused,
      );
      const entries = workspace.within((tx) => listEntries(tx, workspace.operator, { id, limit: 10 }));
      await expect(entries).rejects.toMatchObject(refused);
    }
  });

  it('is empty for another workspace, also for its administrator', async () => {
    const workspace = await aWorkspace(database);
    const other = await aWorkspace(database);
    const id = await aConversationWith(workspace, { channelId: await aChannel(workspace), entries: ['Hello'] });
    expect((await list(other, other.admin)).items).toEqual([]);
    await expect(other.within((tx) => readConversation(tx, other.admin, id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(other.within((tx) => listEntries(tx, other.admin, { id, limit: 10 }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // A query that forgets the workspace: an administrator of theirs, in a transaction of ours.
    await expect(other.within((tx) => readConversation(tx, workspace.admin, id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('filters by state, kind of channel, known or unknown client, and card with those merged into it', async () => {
    const workspace = await aWorkspace(database);
    const [mail, chat] = [await aChannel(workspace), await aChannel(workspace, { kind: 'webchat', name: 'Chat' })];
    const card = await aContact(workspace, { name: 'Jana' });
    const merged = await aContact(workspace, { name: 'Jana H.' });
    const known = await aConversationWith(workspace, { channelId: mail, contactId: card.id, state: 'open' });
    const ofMerged = await aConversationWith(workspace, { channelId: chat, contactId: merged.id, state: 'closed' });
    const unknown = await aConversationWith(workspace, { channelId: chat, state: 'waiting' });
    await workspace.within((tx) =>
      tx
        .updateTable('contact')
        .set({ state: 'merged', mergedInto: card.id, survivorId: card.id })
        .where('id', '=', merged.id)
        .execute(),
    );
    const ids = async (filter: Partial<ConversationFilter>) =>
      (await list(workspace, workspace.operator, filter)).items.map((row) => row.id).toSorted();
    expect(await ids({ state: ['waiting', 'open'] })).toEqual([known, unknown].toSorted());
    expect(await ids({ channel: ['webchat'] })).toEqual([ofMerged, unknown].toSorted());
    expect(await ids({ client: 'unknown' })).toEqual([unknown]);
    expect(await ids({ client: 'known' })).toEqual([known, ofMerged].toSorted());
    expect(await ids({ contact: merged.id })).toEqual([known, ofMerged].toSorted());
  });

  it('is with the card, else the name given, else the address, and tells the last contact before it of what one may read', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const card = await aContact(workspace, { name: 'Jana Horáková' });
    await aConversationWith(workspace, { channelId, contactId: card.id, at: day(1) });
    await aConversationWith(workspace, { channelId, contactId: card.id, at: day(2), queue: workspace.otherQueue });
    const known = await aConversationWith(workspace, { channelId, contactId: card.id, at: day(3), clientName: 'jana' });
    const named = await aConversationWith(workspace, { channelId, clientName: 'Visitor Eva', clientDisplay: 'v-17' });
    const nameless = await aConversationWith(workspace, { channelId, clientDisplay: '+420 602 771 304' });
    const row = async (actor: Actor, id: string) => (await list(workspace, actor)).items.find((one) => one.id === id);
    expect(await row(workspace.operator, known)).toMatchObject({
      topic: 'Jana Horáková',
      contact: { lastContactAt: day(1).toISOString() },
    });
    expect(await row(workspace.admin, known)).toMatchObject({ contact: { lastContactAt: day(2).toISOString() } });
    expect(await row(workspace.operator, named)).toMatchObject({ topic: 'Visitor Eva', contact: null });
    expect(await row(workspace.operator, nameless)).toMatchObject({ topic: '+420 602 771 304' });
  });

  it('refuses a cursor of its own making', async () => {
    const workspace = await aWorkspace(database);
    await expect(list(workspace, workspace.operator, { cursor: 'bm9uZQ' })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { cursor: expect.any(String) },
    });
  });
});

describe('the entries of a conversation', () => {
  it('read in the order of their events over merged conversations, a page at a time, each once', async () => {
    const workspace = await aWorkspace(database);
    const channelId = await aChannel(workspace);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 31, 23, minute));
    const target = await aConversationWith(workspace, {
      channelId,
      at: at(50),
      subject: 'Move',
      entries: [
        { text: 'first', at: at(50) },
        { text: 'fourth', at: at(70), place: 'b' },
        { text: 'third', at: at(70), place: 'a' },
      ],
    });
    const merged = await aConversationWith(workspace, {
      channelId,
      at: at(55),
      mergedInto: target,
      entries: [{ text: 'second', at: at(55), body: { newLength: 3, warnings: ['cut'], html: true } }],
    });
    const texts: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.within((tx) =>
        listEntries(tx, workspace.operator, { id: merged, limit: 1, cursor }),
      );
      texts.push(...page.items.map((entry) => entry.text));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(texts).toEqual(['first', 'second', 'third', 'fourth']);
    const { items } = await workspace.within((tx) => listEntries(tx, workspace.operator, { id: target, limit: 10 }));
    expect(items[0]).toMatchObject({
      subject: 'Move',
      newLength: null,
      hasHtml: false,
      warnings: [],
      attachments: [],
      call: null,
    });
    expect(items[1]).toMatchObject({ newLength: 3, hasHtml: true, warnings: ['cut'] });
    expect((await list(workspace, workspace.operator)).items.map((row) => row.id)).toEqual([target]);
  });
});
