import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { moveConversation } from '../conversations/move-conversation.ts';
import { undoChange } from '../history/undo-change.ts';
import { binContact } from './bin-contact.ts';
import { createContact } from './create-contact.ts';
import { editContact } from './edit-contact.ts';
import { readContact } from './read-contact.ts';
import { restoreContact } from './restore-contact.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

type Edit = Parameters<typeof editContact>[2]['edit'];
const edit = (card: Contact, change: Edit, actor = workspace.operator) =>
  workspace.within((tx) => editContact(tx, actor, { id: card.id, version: card.version, edit: change }));
const undo = (changeId: string | null, actor = workspace.operator) =>
  workspace.within((tx) => undoChange(tx, actor, changeId as string));
const bin = (card: Contact, actor = workspace.operator) =>
  workspace.within((tx) => binContact(tx, actor, { id: card.id, version: card.version }));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const linkOf = (id: string) =>
  workspace.within((tx) =>
    tx
      .selectFrom('conversation')
      .select(['contactId', 'link', 'linkBy', 'linkTrust'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );

/** What Undo has to bring back to the byte: everything but what counts edits and sightings. */
function exact({ version: _, updatedAt: _at, identifiers, ...card }: Contact) {
  return JSON.stringify({
    ...card,
    identifiers: identifiers.map(({ lastSeen: _seen, firstSeen: _first, ...value }) => value),
  });
}

describe('the bin (R-DIR-8)', () => {
  test('a binned card gives up its values, its conversations become unknown, and Undo gives all of it back', async () => {
    const card = await aContact(workspace, { name: 'Bin', email: 'bin@example.com' });
    const conversation = await aConversation(workspace, { channelId, contactId: card.id });
    const linked = await linkOf(conversation);
    const { changeId } = await bin(card);
    expect(await read(card.id)).toMatchObject({
      state: 'binned',
      binnedAt: expect.any(String),
      version: 2,
      identifiers: [{ value: 'bin@example.com' }],
    });
    expect(await linkOf(conversation)).toMatchObject({
      contactId: null,
      link: { rule: 'unlinked', by: 'Olga Operátorová' },
    });
    const other = await workspace.within((tx) =>
      tx.selectFrom('identifier').select(['state', 'ownerId']).where('key', '=', 'bin@example.com').execute(),
    );
    expect(other).toEqual([{ state: 'free', ownerId: null }]);
    const undone = await undo(changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(card.id))).toBe(exact(card));
    expect(await linkOf(conversation)).toEqual(linked);
  });

  test('restoring takes back what is still free, links what nobody linked elsewhere, and reports the rest', async () => {
    const card = await aContact(workspace, { name: 'Back', email: 'back@example.com', phone: '+420602111005' });
    const [own, moved] = [
      await aConversation(workspace, { channelId, contactId: card.id }),
      await aConversation(workspace, { channelId, contactId: card.id }),
    ];
    await bin(card);
    await expect(bin({ ...card, version: 2 })).rejects.toMatchObject({ code: 'CONFLICT' });
    const other = await aContact(workspace, { name: 'Other', email: 'back@example.com' });
    await workspace.within((tx) =>
      moveConversation(tx, workspace.workspaceId, {
        conversationId: moved,
        to: other.id,
        link: null,
        linkTrust: null,
        linkBy: 'operator',
      }),
    );
    await expect(workspace.within((tx) => restoreContact(tx, workspace.operator, card.id))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const restored = await workspace.within((tx) => restoreContact(tx, workspace.supervisor, card.id));
    expect(restored.change.verb).toBe('restoreContact');
    expect(restored.notRestored).toHaveLength(2);
    expect(restored.notRestored).toEqual(
      expect.arrayContaining([
        { target: expect.stringContaining('identifier'), contactId: card.id, reason: 'takenElsewhere' },
        { target: 'link', contactId: card.id, reason: 'changedLater' },
      ]),
    );
    expect((await read(card.id)).identifiers.map(({ value, state }) => [value, state])).toEqual([
      ['back@example.com', 'contested'],
      ['+420602111005', 'owned'],
    ]);
    expect(await linkOf(own)).toMatchObject({ contactId: card.id, link: { rule: 'matched' } });
    expect(await linkOf(moved)).toMatchObject({ contactId: other.id });
    await expect(workspace.within((tx) => restoreContact(tx, workspace.supervisor, card.id))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await undo(restored.change.id, workspace.supervisor);
    expect(await read(card.id)).toMatchObject({ state: 'binned' });
  });

  test('a card with conversations one may not see takes a supervisor, and the refusal does not say why (R-HIS-5)', async () => {
    const card = await aContact(workspace, { name: 'Partly hidden' });
    await aConversation(workspace, { channelId, contactId: card.id });
    await aConversation(workspace, { channelId, contactId: card.id, queue: workspace.otherQueue });
    await expect(bin(card)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'You may not delete this card. A supervisor may.',
    });
    expect((await read(card.id)).state).toBe('active');
    await bin(card, workspace.supervisor);
    expect((await read(card.id)).state).toBe('binned');
  });

  test('undoing the making of a card lays it into the bin, with what was added since', async () => {
    const made = await workspace.within((tx) =>
      createContact(tx, workspace.operator, {
        name: 'Made',
        identifiers: [{ kind: 'email', value: 'made@example.com' }],
      }),
    );
    const { contact } = await edit(made.contact, { tags: { add: ['kept'] } });
    const undone = await undo(made.changeId);
    expect(await read(made.contact.id)).toMatchObject({ state: 'binned', name: 'Made', tags: ['kept'] });
    await undo(undone.change.id);
    expect(exact(await read(made.contact.id))).toBe(exact(contact));
  });
});
