import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { binContact } from '../contacts/bin-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { readContact } from '../contacts/read-contact.ts';
import { moveConversation } from '../conversations/move-conversation.ts';
import { readChange } from './read-changes.ts';
import { recordChange } from './record-change.ts';
import { undoChange } from './undo-change.ts';

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

describe('undo of an edit (R-BEY-1)', () => {
  test('restores exactly what was; undoing the undo brings the edit back; the version only goes up', async () => {
    const before = await aContact(workspace, {
      name: 'Jana',
      email: 'jana@example.com',
      phone: '+420602111001',
      attributes: { city: 'Brno' },
      tags: ['b', 'a'],
    });
    const [email, phone] = before.identifiers;
    const { contact: edited, changeId } = await edit(before, {
      name: 'Jana Nová',
      attributes: { city: null, company: 'Example' },
      tags: { add: ['c'], remove: ['a'] },
      identifiers: {
        add: [{ kind: 'email', value: 'nova@example.com', main: true }],
        change: [{ id: phone!.id, value: '+420602111002', label: 'new' }],
        remove: [email!.id],
      },
    });
    const undone = await undo(changeId);
    expect(undone.notRestored).toEqual([]);
    expect(undone.change).toMatchObject({ verb: 'undo', undoes: changeId, undoable: true });
    const restored = await read(before.id);
    expect(exact(restored)).toBe(exact(before));
    expect(restored.version).toBe(3);
    await undo(undone.change.id);
    expect(exact(await read(before.id))).toBe(exact(edited));
  });

  test('leaves what was changed later, and says so', async () => {
    const card = await aContact(workspace, { name: 'Petr', tags: ['x'] });
    const first = await edit(card, { name: 'Petr Nový', attributes: { city: 'Praha' }, tags: { remove: ['x'] } });
    await edit(first.contact, { name: 'Petr Novější' });
    const undone = await undo(first.changeId);
    expect(undone.notRestored).toEqual([{ target: 'name', contactId: card.id, reason: 'changedLater' }]);
    expect(await read(card.id)).toMatchObject({ name: 'Petr Novější', attributes: {}, tags: ['x'] });
  });

  test('says when another card has the value by now: it stands on this one as contested (R-ID-3)', async () => {
    const card = await aContact(workspace, { name: 'First', email: 'taken@example.com' });
    const { changeId } = await edit(card, { identifiers: { remove: [card.identifiers[0]!.id] } });
    const other = await aContact(workspace, { name: 'Second', email: 'taken@example.com' });
    const undone = await undo(changeId);
    expect(undone.notRestored).toEqual([
      { target: `identifier:${card.identifiers[0]!.id}`, contactId: card.id, reason: 'takenElsewhere' },
    ]);
    expect((await read(card.id)).identifiers).toMatchObject([{ value: 'taken@example.com', state: 'contested' }]);
    expect((await read(other.id)).identifiers).toMatchObject([{ value: 'taken@example.com', state: 'owned' }]);
  });

  test('happens once, and is refused when nothing is left to undo', async () => {
    const card = await aContact(workspace, { name: 'Once' });
    const { contact, changeId } = await edit(card, { name: 'Twice' });
    await undo(changeId);
    await expect(undo(changeId)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('already'),
    });
    const again = await edit({ ...contact, version: 3 }, { name: 'Thrice' });
    await edit(again.contact, { name: 'Four' });
    await expect(undo(again.changeId)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { notRestored: [{ target: 'name', reason: 'changedLater', contactId: card.id }] },
    });
    expect((await read(card.id)).name).toBe('Four');
  });

  test('two undos at the same moment undo once', async () => {
    const card = await aContact(workspace, { name: 'Race' });
    const { changeId } = await edit(card, { name: 'Raced' });
    const both = await Promise.allSettled([undo(changeId), undo(changeId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('is for one’s own changes; somebody else’s takes a supervisor', async () => {
    const card = await aContact(workspace, { name: 'Mine' });
    const { changeId } = await edit(card, { name: 'Yours' }, workspace.supervisor);
    await expect(undo(changeId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      workspace.within((tx) => readChange(tx, workspace.operator, changeId as string)),
    ).resolves.toMatchObject({ undoable: false, undone: false });
    await expect(undo(changeId, workspace.admin)).resolves.toMatchObject({ notRestored: [] });
  });
});

describe('links', () => {
  test('undoing a link returns the conversation and takes along the values that came with it; redo links it again', async () => {
    const from = await aContact(workspace, { name: 'From' });
    const to = await aContact(workspace, { name: 'To' });
    const conversation = await aConversation(workspace, { channelId, contactId: from.id });
    const before = await linkOf(conversation);
    const changeId = await workspace.within(async (tx) => {
      const after = { contactId: to.id, link: { rule: 'operator' }, linkTrust: 2, linkBy: 'operator' as const };
      await moveConversation(tx, workspace.workspaceId, {
        conversationId: conversation,
        to: to.id,
        link: after.link,
        linkTrust: 2,
        linkBy: 'operator',
      });
      return recordChange(tx, workspace.operator, {
        verb: 'linkConversation',
        conversationId: conversation,
        items: [
          {
            contactId: to.id,
            target: 'link',
            before: { conversationId: conversation, ...before },
            after: { conversationId: conversation, ...after },
          },
        ],
      });
    });
    const undone = await undo(changeId);
    expect(await linkOf(conversation)).toEqual(before);
    await undo(undone.change.id);
    expect(await linkOf(conversation)).toMatchObject({ contactId: to.id, linkBy: 'operator' });
  });

  test('a link to a card that lies in the bin by now is reported as gone', async () => {
    const card = await aContact(workspace, { name: 'Gone' });
    const conversation = await aConversation(workspace, { channelId, contactId: card.id });
    const before = await linkOf(conversation);
    const changeId = await workspace.within(async (tx) => {
      await moveConversation(tx, workspace.workspaceId, {
        conversationId: conversation,
        to: null,
        link: null,
        linkTrust: null,
        linkBy: 'operator',
      });
      return recordChange(tx, workspace.operator, {
        verb: 'unlinkConversation',
        conversationId: conversation,
        items: [
          {
            contactId: card.id,
            target: 'link',
            before: { conversationId: conversation, ...before },
            after: { conversationId: conversation, contactId: null },
          },
        ],
      });
    });
    await bin(card);
    await expect(undo(changeId)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { notRestored: [{ target: 'link', contactId: card.id, reason: 'gone' }] },
    });
  });

  test('undoing a recognition that made a card bins it; a card that somebody worked on stays, without the conversation', async () => {
    for (const isEdited of [false, true]) {
      const card = await aContact(workspace, { name: 'Recognised' });
      const conversation = await aConversation(workspace, { channelId, contactId: card.id });
      const changeId = await workspace.within(async (tx) => {
        await tx.deleteFrom('changeItem').where('contactId', '=', card.id).execute();
        return recordChange(
          tx,
          { type: 'channel', workspaceId: workspace.workspaceId, id: channelId, name: 'Info mailbox' },
          {
            verb: 'recognise',
            conversationId: conversation,
            items: [{ contactId: card.id, target: 'state', before: null, after: 'active' }],
          },
        );
      });
      if (isEdited) await edit(card, { tags: { add: ['worked on'] } });
      const undone = await undo(changeId);
      expect((await read(card.id)).state).toBe(isEdited ? 'active' : 'binned');
      expect(undone.notRestored.map(({ target }) => target)).toEqual(isEdited ? ['state'] : []);
      expect(await linkOf(conversation)).toMatchObject({
        contactId: null,
        linkBy: 'operator',
        link: { rule: 'unlinked' },
      });
    }
  });
});
