import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aChannel, aContact, aConversation, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { listConversations } from '../conversations/list-conversations.ts';
import { readConversation } from '../conversations/read-conversation.ts';
import { readHistory } from '../history/read-history.ts';
import { undoChange } from '../history/undo-change.ts';
import { binContact } from './bin-contact.ts';
import { editContact } from './edit-contact.ts';
import { listContacts } from './list-contacts.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;
let channelId: string;

beforeAll(async () => {
  workspace = await aWorkspace(database);
  channelId = await aChannel(workspace);
});

type Edit = Parameters<typeof editContact>[2]['edit'];
type Merge = Omit<Parameters<typeof mergeContacts>[2], 'id' | 'ids'>;
const merge = (into: Contact, ids: Contact[], more: Merge = {}, actor = workspace.operator) =>
  workspace.within((tx) => mergeContacts(tx, actor, { id: into.id, ids: ids.map(({ id }) => id), ...more }));
const edit = async (id: number, change: Edit) => {
  const { version } = await read(id);
  return workspace.within((tx) => editContact(tx, workspace.operator, { id, version, edit: change }));
};
const undo = (changeId: string | null, actor = workspace.supervisor) =>
  workspace.within((tx) => undoChange(tx, actor, changeId as string));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const conversationsOf = (id: number) =>
  workspace.within((tx) => listConversations(tx, workspace.admin, { contact: id, limit: 50 }));

/** What Undo brings back to the byte: everything but what counts edits and sightings. */
function exact({ version: _, updatedAt: _at, identifiers, ...card }: Contact) {
  return JSON.stringify({ ...card, identifiers: identifiers.map(({ lastSeen: _seen, ...value }) => value) }, null, 1);
}

async function twoCards() {
  const one = await aContact(workspace, {
    name: 'Jana Nováková',
    identifiers: [
      { kind: 'email', value: `jana-${++count}@example.com`, label: 'work' },
      { kind: 'custom:crm', value: `A${count}` },
    ],
    attributes: { city: 'Brno', company: 'Example' },
    tags: ['vip', 'b'],
  });
  const other = await aContact(workspace, {
    name: 'J. Nováková',
    identifiers: [
      { kind: 'email', value: `nova-${count}@example.cz` },
      { kind: 'phone', value: `+420602${String(100000 + count)}` },
    ],
    attributes: { city: 'Praha', language: 'cs' },
    tags: ['a', 'b'],
  });
  return [one, other] as const;
}
let count = 0;

describe('merge (R-BEY-2)', () => {
  test('moves the values to the survivor, unites lists, keeps what differs to be settled, and leads the old number there', async () => {
    const [one, other] = await twoCards();
    const conversation = await aConversation(workspace, { channelId, contactId: other.id });
    const plan = await merge(one, [other]);
    const card = await read(other.id);
    expect(card).toMatchObject({
      id: one.id,
      name: 'J. Nováková', // both entered by an operator: the newer
      attributes: { city: 'Praha', company: 'Example', language: 'cs' },
      tags: ['a', 'b', 'vip'],
      mergedIds: [other.id],
      version: 2,
    });
    expect(card.conflicts).toEqual([
      { field: 'name', value: 'Jana Nováková', source: 'operator', contactId: one.id },
      { field: 'attribute:city', value: 'Brno', source: 'operator', contactId: one.id },
    ]);
    expect(card.identifiers.map(({ id, main, state }) => [id, main, state])).toEqual([
      [one.identifiers[0]!.id, true, 'owned'],
      [one.identifiers[1]!.id, true, 'owned'],
      [other.identifiers[0]!.id, false, 'owned'],
      [other.identifiers[1]!.id, true, 'owned'],
    ]);
    expect(plan.fields.map(({ field, chosen, why, conflict }) => [field, chosen, why, conflict])).toEqual([
      ['name', other.id, 'newer', true],
      ['attribute:city', other.id, 'newer', true],
      ['attribute:company', one.id, 'onlyOne', false],
      ['attribute:language', other.id, 'onlyOne', false],
    ]);
    expect(plan.conversations).toEqual([
      { contactId: one.id, count: 0 },
      { contactId: other.id, count: 1 },
    ]);
    expect((await conversationsOf(one.id)).items.map(({ id }) => id)).toEqual([conversation]);
    const told = await workspace.within((tx) => readConversation(tx, workspace.admin, conversation));
    expect(told.contact).toMatchObject({ id: one.id, name: 'J. Nováková' });
  });

  test('is undone to the byte, stands in both histories, and is done again by undoing the undo', async () => {
    const [one, other] = await twoCards();
    await aConversation(workspace, { channelId, contactId: one.id });
    const conversation = await aConversation(workspace, { channelId, contactId: other.id });
    const { changeId } = await merge(one, [other]);
    const merged = await read(one.id);
    const undone = await undo(changeId);
    expect(undone.notRestored).toEqual([]);
    expect(exact(await read(one.id))).toBe(exact(one));
    expect(exact(await read(other.id))).toBe(exact(other));
    expect((await read(one.id)).version).toBe(3);
    expect((await read(other.id)).version).toBe(3);
    expect((await conversationsOf(other.id)).items.map(({ id }) => id)).toEqual([conversation]);
    for (const id of [one.id, other.id]) {
      const { items } = await workspace.within((tx) => readHistory(tx, workspace.admin, { id, limit: 20 }));
      expect(items.flatMap((item) => (item.type === 'change' ? item.verb : []))).toEqual([
        'undo',
        'mergeContacts',
        'createContact',
      ]);
    }
    await undo(undone.change.id);
    expect(exact(await read(other.id))).toBe(exact(merged));
  });

  test('a dry run answers the same and changes nothing', async () => {
    const [one, other] = await twoCards();
    const tried = await merge(one, [other], { dryRun: true, choose: { name: one.id } });
    expect(exact(await read(one.id))).toBe(exact(one));
    const { changeId, ...done } = await merge(one, [other], { choose: { name: one.id } });
    expect({ ...done, changeId: null }).toEqual(tried);
    expect(await read(one.id)).toMatchObject({ name: 'Jana Nováková', conflicts: [{ field: 'attribute:city' }] });
    expect(changeId).not.toBeNull();
  });

  test('conflicts are settled by editing the field, or by saying so; Undo of that brings them back', async () => {
    const [one, other] = await twoCards();
    await merge(one, [other]);
    const { changeId } = await edit(one.id, { name: 'Jana Nová', settled: ['attribute:city'] });
    expect((await read(one.id)).conflicts).toEqual([]);
    await undo(changeId);
    expect((await read(one.id)).conflicts.map(({ field }) => field)).toEqual(['name', 'attribute:city']);
  });

  test('of a value that both have one row stays; whose it was comes back with Undo', async () => {
    const owner = await aContact(workspace, { name: 'Owner', email: 'both@example.com' });
    const other = await aContact(workspace, { name: 'Other', phone: '+420602999001' });
    await workspace.within((tx) =>
      sql`insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen)
        select workspace_id, ${other.id}, kind, account, key, gen_random_uuid(), 'Both@example.com', 4, '{"by":"channel"}', true, '2020-01-01Z'
        from contact_identifier where contact_id = ${owner.id}`.execute(tx),
    );
    const before = [await read(owner.id), await read(other.id)];
    expect(before[1]!.identifiers).toMatchObject([{ kind: 'email', state: 'contested' }, { kind: 'phone' }]);
    for (const [survivor, merged] of [
      [owner, other],
      [other, owner],
    ] as const) {
      const { changeId } = await merge(survivor, [merged]);
      const card = await read(survivor.id);
      expect(card.identifiers.map(({ kind, trust, state }) => [kind, trust, state])).toEqual([
        ['email', 'proven', 'owned'],
        ['phone', 'operator', 'owned'],
      ]);
      expect((await undo(changeId)).notRestored).toEqual([]);
      expect([exact(await read(owner.id)), exact(await read(other.id))]).toEqual(before.map(exact));
    }
  });

  test('what came later stays with the survivor, and Undo tells only what stands in its way', async () => {
    const [one, other] = await twoCards();
    const { changeId } = await merge(one, [other]);
    const later = await aConversation(workspace, { channelId, contactId: one.id });
    await edit(one.id, {
      tags: { add: ['later'] },
      identifiers: {
        add: [{ kind: 'phone', value: '+420602999002' }],
        remove: [other.identifiers.find(({ kind }) => kind === 'phone')!.id],
        change: [{ id: other.identifiers.find(({ kind }) => kind === 'email')!.id, label: 'private' }],
      },
      attributes: { city: 'Olomouc' },
    });
    const undone = await undo(changeId);
    expect(
      undone.notRestored.map(({ target, contactId, reason }) => [target.split(':')[0], contactId, reason]),
    ).toEqual([
      ['attribute', one.id, 'changedLater'],
      ['identifier', other.id, 'changedLater'],
    ]);
    expect(await read(one.id)).toMatchObject({
      name: 'Jana Nováková',
      attributes: { city: 'Olomouc', company: 'Example' },
      tags: ['b', 'later', 'vip'],
      conflicts: [],
    });
    expect((await read(one.id)).identifiers.map(({ value }) => value)).toContain('+420602999002');
    expect((await read(other.id)).identifiers.map(({ label }) => label)).toEqual(['private']);
    expect((await conversationsOf(one.id)).items.map(({ id }) => id)).toEqual([later]);
  });

  test('merges of merges are undone in any order', async () => {
    for (const firstFirst of [true, false]) {
      const [a, b] = await twoCards();
      const [c] = await twoCards();
      const conversation = await aConversation(workspace, { channelId, contactId: b.id });
      const first = await merge(a, [b]);
      const merged = await read(a.id);
      const second = await merge(c, [a]);
      expect((await read(b.id)).id).toBe(c.id);
      expect((await conversationsOf(c.id)).items.map(({ id }) => id)).toEqual([conversation]);
      const [earlier, later] = firstFirst ? [first, second] : [second, first];
      expect((await undo(earlier.changeId)).notRestored).toEqual([]);
      if (firstFirst) {
        expect(exact(await read(b.id))).toBe(exact(b));
        expect(await read(a.id)).toMatchObject({ id: c.id, mergedIds: [a.id] });
        expect((await read(c.id)).identifiers).toHaveLength(c.identifiers.length + a.identifiers.length);
        expect((await conversationsOf(b.id)).items.map(({ id }) => id)).toEqual([conversation]);
      } else {
        expect(exact(await read(b.id))).toBe(exact(merged));
        expect(exact(await read(c.id))).toBe(exact(c));
      }
      expect((await undo(later.changeId)).notRestored).toEqual([]);
      expect([a, b, c].map(exact)).toEqual(await Promise.all([a, b, c].map(async ({ id }) => exact(await read(id)))));
    }
  });

  test('a merge is not done again where it would turn in a circle, or a card lies in the bin by now', async () => {
    const [a, b] = await twoCards();
    const undone = await undo((await merge(a, [b])).changeId);
    const back = await merge(b, [a]);
    await expect(undo(undone.change.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await undo(back.changeId);
    await workspace.within(async (tx) =>
      binContact(tx, workspace.admin, { id: b.id, version: (await readContact(tx, workspace.admin, b.id)).version }),
    );
    await expect(undo(undone.change.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('old numbers are found by the directory, and by exact links', async () => {
    const [one, other] = await twoCards();
    await merge(one, [other]);
    const found = await workspace.within((tx) =>
      listContacts(tx, workspace.admin, { q: String(other.id), limit: 10, state: 'active' }),
    );
    expect(found.items[0]).toMatchObject({ id: one.id });
  });

  test('decides the pairs that were suggested of its cards, and gives them back with Undo', async () => {
    const [one, other] = await twoCards();
    const pair = () =>
      workspace.within((tx) =>
        tx.selectFrom('duplicatePair').select(['state', 'changeId', 'decidedBy']).where('aId', '=', one.id).execute(),
      );
    await workspace.within((tx) =>
      tx
        .insertInto('duplicatePair')
        .values({ workspaceId: workspace.workspaceId, aId: one.id, bId: other.id, reason: null })
        .execute(),
    );
    const { changeId } = await merge(one, [other]);
    expect(await pair()).toEqual([{ state: 'merged', changeId, decidedBy: 'Olga Operátorová' }]);
    await undo(changeId);
    expect(await pair()).toEqual([{ state: 'open', changeId: null, decidedBy: null }]);
  });
});
