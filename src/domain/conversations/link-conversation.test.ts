import { beforeAll, describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readContact } from '../contacts/read-contact.ts';
import { linkConversation } from './link-conversation.ts';
import { moveConversation } from './move-conversation.ts';
import { readConversation } from './read-conversation.ts';
import { unlinkConversation } from './unlink-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

describe('linking a conversation to a card', () => {
  it('moves it, closed or not, with its entries, last contact and counts from one card to the other', async () => {
    const jana = await aContact(workspace, { name: 'Jana Horáková' });
    const marek = await aContact(workspace, { name: 'Marek Urban' });
    const id = await aConversationWith(workspace, {
      channelId,
      contactId: jana.id,
      entries: ['Dobrý den', 'Ještě jednou'],
      at: new Date('2026-03-01T08:00:00Z'),
    });
    const older = await aConversationWith(workspace, {
      channelId,
      contactId: jana.id,
      entries: ['Dříve'],
      at: new Date('2025-03-01T08:00:00Z'),
    });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: marek.id }));
    expect(await contactsOfEntries(id)).toEqual([marek.id]);
    expect(await contactsOfEntries(older)).toEqual([jana.id]);
    expect(await activity(jana.id)).toEqual([
      { conversations: 1, lastAt: new Date('2025-03-01T08:00:00Z'), kinds: ['email'] },
    ]);
    expect(await activity(marek.id)).toEqual([
      { conversations: 1, lastAt: new Date('2026-03-01T08:01:00Z'), kinds: ['email'] },
    ]);
    expect(await lastContact(marek.id)).toEqual(new Date('2026-03-01T08:01:00Z'));
  });

  it('says who linked it, and is one change that stands on both cards', async () => {
    const from = await aContact(workspace, { name: 'From' });
    const to = await aContact(workspace, { name: 'To' });
    const id = await aConversationWith(workspace, {
      channelId,
      contactId: from.id,
      subject: 'Invoice',
      entries: ['Hello'],
    });
    const { changeId } = await workspace.within((tx) =>
      linkConversation(tx, workspace.operator, { id, contactId: to.id }),
    );
    const read = await workspace.within((tx) => readConversation(tx, workspace.operator, id));
    expect(read).toMatchObject({
      topic: 'To',
      contact: { id: to.id },
      linkTrust: 'operator',
      link: { rule: 'operator', by: 'Olga Operátorová' },
    });
    const items = await workspace.within((tx) =>
      tx
        .selectFrom('changeItem')
        .selectAll()
        .where('changeId', '=', changeId as string)
        .orderBy('n')
        .execute(),
    );
    expect(items.map(({ contactId, target }) => ({ contactId, target }))).toEqual([
      { contactId: from.id, target: 'link' },
      { contactId: to.id, target: 'link' },
    ]);
    expect(items[0]).toMatchObject({
      before: { conversationId: id, contactId: from.id, linkBy: 'rule', subject: 'Invoice', channel: 'email' },
      after: { conversationId: id, contactId: to.id, linkBy: 'operator', linkTrust: 2 },
    });
  });

  it('is no second change when it is linked so already', async () => {
    const card = await aContact(workspace, { name: 'Twice' });
    const id = await aConversationWith(workspace, { channelId });
    const link = () => workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: card.id }));
    expect((await link()).changeId).toEqual(expect.any(String));
    expect((await link()).changeId).toBeNull();
  });

  it("takes the sender's verified values along that nobody has, never those of other participants", async () => {
    const card = await aContact(workspace, { name: 'Gets values' });
    const id = await aConversationWith(workspace, {
      channelId,
      participants: [
        { value: 'sender.one@example.com', trust: 3 },
        { kind: 'phone', value: '+420602771304', role: 'also', trust: 0 },
        { value: 'copied@example.com', role: 'cc', trust: 3 },
      ],
    });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: card.id }));
    const read = await workspace.within((tx) => readContact(tx, workspace.operator, card.id));
    expect(read.identifiers).toMatchObject([
      {
        value: 'sender.one@example.com',
        trust: 'channel',
        state: 'owned',
        source: { by: 'channel', conversationId: id },
      },
    ]);
    expect(read.version).toBe(card.version + 1);
  });

  it('takes chosen values with their trust, and refuses one that another card has, changing nothing (R-TAB-2)', async () => {
    const owner = await aContact(workspace, { name: 'Owner', email: 'taken@example.com' });
    const card = await aContact(workspace, { name: 'Chooses' });
    const id = await aConversationWith(workspace, {
      channelId,
      participants: [{ value: 'taken@example.com' }, { kind: 'phone', value: '+420602771305', role: 'also', trust: 0 }],
    });
    const taken = workspace.within((tx) =>
      linkConversation(tx, workspace.operator, {
        id,
        contactId: card.id,
        identifiers: [{ kind: 'email', value: 'taken@example.com' }],
      }),
    );
    await expect(taken).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { kind: 'email', contact: { id: owner.id, name: 'Owner' } },
    });
    expect((await workspace.within((tx) => readConversation(tx, workspace.operator, id))).contact).toBeNull();
    await workspace.within((tx) =>
      linkConversation(tx, workspace.operator, {
        id,
        contactId: card.id,
        identifiers: [{ kind: 'phone', value: '+420602771305' }],
      }),
    );
    const read = await workspace.within((tx) => readContact(tx, workspace.operator, card.id));
    expect(read.identifiers).toMatchObject([{ kind: 'phone', value: '+420602771305', trust: 'claimed' }]);
  });

  it('refuses a value that the conversation does not have', async () => {
    const card = await aContact(workspace, { name: 'Stranger' });
    const id = await aConversationWith(workspace, { channelId });
    const link = workspace.within((tx) =>
      linkConversation(tx, workspace.operator, {
        id,
        contactId: card.id,
        identifiers: [{ kind: 'email', value: 'else@example.com' }],
      }),
    );
    await expect(link).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'identifiers.0.value': expect.any(String) },
    });
  });

  it('leads a merged id to its survivor and refuses a card in the bin', async () => {
    const survivor = await aContact(workspace, { name: 'Survivor' });
    const merged = await aContact(workspace, { name: 'Merged' });
    const binned = await aContact(workspace, { name: 'Binned' });
    await workspace.within(async (tx) => {
      await tx
        .updateTable('contact')
        .set({ state: 'merged', mergedInto: survivor.id, survivorId: survivor.id })
        .where('id', '=', merged.id)
        .execute();
      await tx
        .updateTable('contact')
        .set({ state: 'binned', binnedAt: new Date() })
        .where('id', '=', binned.id)
        .execute();
    });
    const id = await aConversationWith(workspace, { channelId, entries: ['Hello'] });
    await workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: merged.id }));
    expect(await contactsOfEntries(id)).toEqual([survivor.id]);
    const toBin = workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: binned.id }));
    await expect(toBin).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Restore it first'),
    });
  });

  it('does not exist for an operator of another queue, nor for another workspace', async () => {
    const card = await aContact(workspace, { name: 'Mine' });
    const id = await aConversationWith(workspace, { channelId, queue: workspace.otherQueue });
    const other = await aWorkspace(database);
    for (const actor of [workspace.operator, other.admin]) {
      const attempt = database.inWorkspace(actor.workspaceId, (tx) =>
        linkConversation(tx, actor, { id, contactId: card.id }),
      );
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await workspace.within((tx) => readConversation(tx, workspace.admin, id))).contact).toBeNull();
  });

  it('keeps the counts right when many conversations are linked to two cards at once', async () => {
    const [a, b] = [await aContact(workspace, { name: 'A' }), await aContact(workspace, { name: 'B' })];
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        aConversationWith(workspace, { channelId, contactId: n % 2 ? a.id : b.id, entries: ['x'] }),
      ),
    );
    await Promise.all(
      ids.map((id, n) =>
        workspace.within((tx) => linkConversation(tx, workspace.operator, { id, contactId: n % 3 ? a.id : b.id })),
      ),
    );
    expect(await activity(a.id)).toMatchObject([{ conversations: 8 }]);
    expect(await activity(b.id)).toMatchObject([{ conversations: 4 }]);
  });
});

describe('unlinking', () => {
  it('makes the client unknown by a person, so that no rule links it again (R-TAB-2, R-HIS-9)', async () => {
    const card = await aContact(workspace, { name: 'Left' });
    const id = await aConversationWith(workspace, {
      channelId,
      contactId: card.id,
      clientName: 'Jana na chatu',
      entries: ['Hello'],
    });
    const { changeId } = await workspace.within((tx) => unlinkConversation(tx, workspace.operator, { id }));
    expect(changeId).not.toBeNull();
    const read = await workspace.within((tx) => readConversation(tx, workspace.operator, id));
    expect(read).toMatchObject({
      contact: null,
      topic: 'Jana na chatu',
      linkTrust: null,
      link: { rule: 'unlinked', by: 'Olga Operátorová' },
    });
    expect(await contactsOfEntries(id)).toEqual([null]);
    expect(await activity(card.id)).toEqual([]);
    expect(await lastContact(card.id)).toBeNull();
    const row = await workspace.within((tx) =>
      tx.selectFrom('conversation').select('linkBy').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(row.linkBy).toBe('operator');
    expect(await workspace.within((tx) => unlinkConversation(tx, workspace.operator, { id }))).toEqual({
      changeId: null,
    });
  });

  it('is put back exactly by moving to what it was before', async () => {
    const card = await aContact(workspace, { name: 'Back' });
    const id = await aConversationWith(workspace, { channelId, contactId: card.id, entries: ['Hello'] });
    const before = await workspace.within((tx) => readConversation(tx, workspace.operator, id));
    await workspace.within(async (tx) => {
      const { before: was } = await moveConversation(tx, workspace.workspaceId, {
        conversationId: id,
        to: null,
        link: null,
        linkTrust: null,
        linkBy: null,
      });
      const { contactId, ...link } = was;
      await moveConversation(tx, workspace.workspaceId, { conversationId: id, to: contactId, ...link });
    });
    expect(await workspace.within((tx) => readConversation(tx, workspace.operator, id))).toEqual(before);
    expect(await contactsOfEntries(id)).toEqual([card.id]);
  });
});

async function contactsOfEntries(id: string) {
  const rows = await workspace.within((tx) =>
    tx.selectFrom('entry').select('contactId').distinct().where('conversationId', '=', id).execute(),
  );
  return rows.map((row) => row.contactId);
}

function activity(contactId: number) {
  return workspace.within((tx) =>
    tx
      .selectFrom('contactActivity')
      .select(['conversations', 'lastAt', 'kinds'])
      .where('contactId', '=', contactId)
      .execute(),
  );
}

async function lastContact(contactId: number) {
  const row = await workspace.within((tx) =>
    tx.selectFrom('contact').select('lastContactAt').where('id', '=', contactId).executeTakeFirstOrThrow(),
  );
  return row.lastContactAt;
}
