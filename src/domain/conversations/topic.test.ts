import { beforeAll, describe, expect, it } from 'vitest';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { binContact } from '../contacts/bin-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { mergeContacts } from '../contacts/merge-contacts.ts';
import { readContact } from '../contacts/read-contact.ts';
import { restoreContact } from '../contacts/restore-contact.ts';
import { readHistory } from '../history/read-history.ts';
import { searchEverything } from '../history/search-everything.ts';
import { undoChange } from '../history/undo-change.ts';
import { listFollowUps } from './follow-ups/list-follow-ups.ts';
import { planFollowUp } from './follow-ups/plan-follow-up.ts';
import { linkConversation } from './link-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { readConversation } from './read-conversation.ts';
import { unlinkConversation } from './unlink-conversation.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;
beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace, { kind: 'whatsapp', name: 'WhatsApp' });
});

/** Two conversations of one client: one runs, one is closed. */
async function twoOf(given: { contactId?: number; clientName?: string; word: string }) {
  const { word, ...rest } = given;
  const said = (state: 'open' | 'closed', n: number) =>
    aConversationWith(workspace, {
      ...{ channelId, state, clientDisplay: '+420 602 771 300', at: new Date(Date.UTC(2026, 4, n)), entries: [word] },
      ...rest,
    });
  const [open, closed] = [await said('open', 2), await said('closed', 1)];
  const dueAt = new Date(Date.now() + 3_600_000).toISOString();
  await workspace.within((tx) => planFollowUp(tx, workspace.admin, { conversationId: open, kind: 'reminder', dueAt }));
  return { open, closed, word };
}

/** What they read as, wherever it is told: in the list, in the head, in the search over everything, among what is to be done. */
function topics({ open, closed, word }: Awaited<ReturnType<typeof twoOf>>) {
  return workspace.within(async (tx) => {
    const { admin } = workspace;
    const ids = [open, closed];
    const told = <Item extends { topic: string }>(items: Item[], of: (item: Item) => string) =>
      ids.map((id) => items.find((item) => of(item) === id)?.topic);
    const { items: listed } = await listConversations(tx, admin, { limit: 200 });
    const { items: found } = await searchEverything(tx, admin, { q: word, limit: 200 });
    const { items: planned } = await listFollowUps(tx, admin, { limit: 200 });
    const heads = [(await readConversation(tx, admin, open)).topic, (await readConversation(tx, admin, closed)).topic];
    return new Set([
      ...told(listed, ({ id }) => id),
      ...heads,
      ...told(found, ({ conversationId }) => conversationId),
      planned.find(({ conversationId }) => conversationId === open)?.topic,
    ]);
  });
}
const link = (id: string, contactId: number) =>
  workspace.within((tx) => linkConversation(tx, workspace.admin, { id, contactId, identifiers: [] }));
const undo = (changeId: string | null) => workspace.within((tx) => undoChange(tx, workspace.admin, changeId ?? ''));

describe('the topic of a conversation (R-TAB-9)', () => {
  it('is the name of the card, else the name of the channel, else the id as the gateway gave it', async () => {
    const card = await aContact(workspace, { name: 'Jana Horáková' });
    expect(await topics(await twoOf({ word: 'prvni', contactId: card.id, clientName: 'Janinka' }))).toEqual(
      new Set(['Jana Horáková']),
    );
    const nameless = await aContact(workspace, { phone: '+420602771301' });
    expect(await topics(await twoOf({ word: 'druhe', contactId: nameless.id, clientName: 'Janinka' }))).toEqual(
      new Set(['Janinka']),
    );
    expect(await topics(await twoOf({ word: 'treti' }))).toEqual(new Set(['+420 602 771 300']));
  });

  it('changes everywhere at once with the name of the card, closed conversations included, and back with its Undo', async () => {
    const card = await aContact(workspace, { name: 'Eva Malá' });
    const both = await twoOf({ word: 'prejmenovana', contactId: card.id });
    const { changeId } = await workspace.within((tx) =>
      editContact(tx, workspace.admin, { id: card.id, version: card.version, edit: { name: 'Eva Velká' } }),
    );
    expect(await topics(both)).toEqual(new Set(['Eva Velká']));
    await undo(changeId);
    expect(await topics(both)).toEqual(new Set(['Eva Malá']));
  });

  it('changes with the link: linked, taken off, and merged into another card', async () => {
    const [first, second] = [
      await aContact(workspace, { name: 'Petr Dvořák' }),
      await aContact(workspace, { name: 'Petr Nový' }),
    ];
    const both = await twoOf({ word: 'prelinkovana', clientName: 'péťa' });
    for (const id of [both.open, both.closed]) await link(id, first.id);
    expect(await topics(both)).toEqual(new Set(['Petr Dvořák']));
    const { changeId } = await workspace.within((tx) =>
      mergeContacts(tx, workspace.admin, { id: second.id, ids: [first.id], choose: { name: second.id } }),
    );
    expect(await topics(both)).toEqual(new Set(['Petr Nový']));
    await undo(changeId);
    expect(await topics(both)).toEqual(new Set(['Petr Dvořák']));
    for (const id of [both.open, both.closed])
      await workspace.within((tx) => unlinkConversation(tx, workspace.admin, { id }));
    expect(await topics(both)).toEqual(new Set(['péťa']));
  });

  it('is no longer the name of a card that lies in the bin, and is again when it is restored', async () => {
    const card = await aContact(workspace, { name: 'Olga Vyhozená' });
    const both = await twoOf({ word: 'vyhozena', contactId: card.id });
    const { version } = await workspace.within((tx) => readContact(tx, workspace.admin, card.id));
    await workspace.within((tx) => binContact(tx, workspace.admin, { id: card.id, version }));
    expect(await topics(both)).toEqual(new Set(['+420 602 771 300']));
    await workspace.within((tx) => restoreContact(tx, workspace.admin, card.id));
    expect(await topics(both)).toEqual(new Set(['Olga Vyhozená']));
  });

  it('of a thread on another card’s history names the card that it is saved with, as it is called today', async () => {
    const saved = await aContact(workspace, { name: 'Firma Stará' });
    const copied = await aContact(workspace, { name: 'Účetní', email: 'ucetni@example.com' });
    await aConversationWith(workspace, {
      ...{ channelId, contactId: saved.id, subject: 'Faktura', entries: ['faktura'] },
      participants: [{ value: 'firma@example.com' }, { value: 'ucetni@example.com', role: 'cc' }],
    });
    const savedWith = async () => {
      const { items } = await workspace.within((tx) => readHistory(tx, workspace.admin, { id: copied.id, limit: 20 }));
      return items.flatMap((item) => (item.type === 'conversation' ? item.savedWith?.name : []));
    };
    expect(await savedWith()).toEqual(['Firma Stará']);
    await workspace.within((tx) =>
      editContact(tx, workspace.admin, { id: saved.id, version: saved.version, edit: { name: 'Firma Nová' } }),
    );
    expect(await savedWith()).toEqual(['Firma Nová']);
  });
});
