import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { listConversations } from '../conversations/list-conversations.ts';
import { undoChange } from '../history/undo-change.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact } from './read-contact.ts';
import { splitContact } from './split-contact.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

type Split = Parameters<typeof splitContact>[2];
const split = (given: Split, actor = workspace.supervisor) => workspace.within((tx) => splitContact(tx, actor, given));
const undo = (changeId: string | null) =>
  workspace.within((tx) => undoChange(tx, workspace.supervisor, changeId as string));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const conversationsOf = async (id: number) => {
  const { items } = await workspace.within((tx) => listConversations(tx, workspace.admin, { contact: id, limit: 50 }));
  return items.map((one) => one.id);
};

function exact({ version: _, updatedAt: _at, identifiers, ...card }: Contact) {
  return JSON.stringify({ ...card, identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value) }, null, 1);
}

let count = 0;
async function aFamilyCard() {
  count += 1;
  const card = await aContact(workspace, {
    name: 'Jana and Petr',
    identifiers: [
      { kind: 'email', value: `jana${count}@example.com` },
      { kind: 'email', value: `petr${count}@example.com`, label: 'his' },
      { kind: 'phone', value: `+420602${String(300_000 + count)}` },
    ],
    attributes: { city: 'Brno', company: 'Petr & Co' },
    tags: ['family', 'his'],
  });
  const [his, hers] = [
    await aConversation(workspace, { channelId, contactId: card.id }),
    await aConversation(workspace, { channelId, contactId: card.id }),
  ];
  return { card, his, hers, petr: card.identifiers.find(({ value }) => value.startsWith('petr'))!.id };
}

describe('split (R-BEY-2)', () => {
  test('takes the chosen values, conversations, attributes and tags to a new card; the rest stays', async () => {
    const { card, his, hers, petr } = await aFamilyCard();
    const { contact } = await split({
      id: card.id,
      version: card.version,
      name: 'Petr',
      identifiers: [petr],
      conversations: [his],
      attributes: ['company'],
      tags: ['his'],
    });
    expect(contact).toMatchObject({
      name: 'Petr',
      version: 1,
      attributes: { company: 'Petr & Co' },
      tags: ['his'],
      identifiers: [{ id: petr, label: 'his', main: true, state: 'owned' }],
    });
    expect(await read(card.id)).toMatchObject({
      version: 2,
      attributes: { city: 'Brno' },
      tags: ['family'],
      identifiers: [{ kind: 'email', main: true }, { kind: 'phone' }],
    });
    expect(await conversationsOf(contact.id)).toEqual([his]);
    expect(await conversationsOf(card.id)).toEqual([hers]);
  });

  test('is undone to the byte, the new card lies in the bin then; undoing that splits again', async () => {
    const { card, his, hers, petr } = await aFamilyCard();
    const made = await split({ id: card.id, identifiers: [petr], conversations: [his], attributes: ['city'] });
    const left = await read(card.id);
    const undone = await undo(made.changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(card.id))).toBe(exact(card));
    expect((await conversationsOf(card.id)).sort()).toEqual([his, hers].sort());
    expect(await read(made.contact.id)).toMatchObject({ state: 'binned', identifiers: [] });
    await undo(undone.change.id);
    expect(exact(await read(card.id))).toBe(exact(left));
    expect(exact(await read(made.contact.id))).toBe(exact(made.contact));
    expect(await conversationsOf(made.contact.id)).toEqual([his]);
  });

  test('a new card with conversations that came later stays, without what it was given', async () => {
    const { card, petr } = await aFamilyCard();
    const made = await split({ id: card.id, name: 'Petr', identifiers: [petr] });
    const later = await aConversation(workspace, { channelId, contactId: made.contact.id });
    const undone = await undo(made.changeId);
    expect(undone.notRestored).toEqual([{ target: 'state', contactId: made.contact.id, reason: 'changedLater' }]);
    expect(exact(await read(card.id))).toBe(exact(card));
    expect(await read(made.contact.id)).toMatchObject({ state: 'active', name: 'Petr', identifiers: [] });
    expect(await conversationsOf(made.contact.id)).toEqual([later]);
  });

  test('parts a card that was merged, by the conversations of the merged one', async () => {
    const { card, petr } = await aFamilyCard();
    const other = await aContact(workspace, { name: 'Other', email: `other${count}@example.com` });
    const conversation = await aConversation(workspace, { channelId, contactId: other.id });
    await workspace.within((tx) => mergeContacts(tx, workspace.supervisor, { id: card.id, ids: [other.id] }));
    const before = await read(card.id);
    const made = await split({ id: other.id, identifiers: [petr], conversations: [conversation] });
    expect(await conversationsOf(made.contact.id)).toEqual([conversation]);
    await undo(made.changeId);
    expect(exact(await read(card.id))).toBe(exact(before));
  });
});

describe('a split is refused', () => {
  test('of what the card does not have, or of nothing', async () => {
    const { card, petr } = await aFamilyCard();
    const other = await aFamilyCard();
    await expect(split({ id: card.id, attributes: ['city'] })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { identifiers: expect.any(String) },
    });
    await expect(
      split({ id: card.id, identifiers: [other.petr], attributes: ['none'], tags: ['none'] }),
    ).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'identifiers.0': expect.any(String), 'attributes.0': expect.any(String), 'tags.0': expect.any(String) },
    });
    await expect(split({ id: card.id, identifiers: [petr], conversations: [other.his] })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'conversations.0': expect.any(String) },
    });
    expect(exact(await read(card.id))).toBe(exact(card));
  });

  test('to an operator, on an older version, and of conversations one may not see', async () => {
    const { card, petr } = await aFamilyCard();
    await expect(split({ id: card.id, identifiers: [petr] }, workspace.operator)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(split({ id: card.id, version: 9, identifiers: [petr] })).rejects.toMatchObject({ code: 'STALE' });
    const hidden = await aConversation(workspace, { channelId, contactId: card.id, queue: workspace.otherQueue });
    await expect(split({ id: card.id, conversations: [hidden] })).rejects.toMatchObject({ code: 'INVALID' });
  });
});
