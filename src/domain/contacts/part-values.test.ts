import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { undoChange } from '../history/undo-change.ts';
import { editContact } from './edit-contact.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const merge = (into: Contact, other: Contact) =>
  workspace.within((tx) => mergeContacts(tx, workspace.operator, { id: into.id, ids: [other.id] }));
const undo = (changeId: string | null) =>
  workspace.within((tx) => undoChange(tx, workspace.supervisor, changeId as string));
const read = ({ id }: Contact) => workspace.within((tx) => readContact(tx, workspace.admin, id));
const valuesOf = async (card: Contact) => (await read(card)).identifiers.map(({ value, state }) => `${value} ${state}`);

test('a value that came back to a card after the one it had come from went its own way stays with it (R-BEY-2)', async () => {
  const jana = await aContact(workspace, { name: 'Jana', email: 'jana@example.com' });
  const eva = await aContact(workspace, { name: 'Eva', phone: '602000111' });
  const merged = await merge(jana, eva);
  const { identifiers, version } = await read(jana);
  const phone = identifiers.find(({ kind }) => kind === 'phone')?.id as string;
  const removed = await workspace.within((tx) =>
    editContact(tx, workspace.operator, { id: jana.id, version, edit: { identifiers: { remove: [phone] } } }),
  );
  await undo(merged.changeId);
  await undo(removed.changeId);
  const before = [await valuesOf(jana), await valuesOf(eva)];
  expect(before).toEqual([['jana@example.com owned', '+420602000111 owned'], []]);
  const again = await merge(jana, eva);
  await undo(again.changeId);
  expect([await valuesOf(jana), await valuesOf(eva)]).toEqual(before);
});

test('a person’s merge stands over what was said before it: the number stays theirs when a later merge is undone (R-REC-7)', async () => {
  const [jana, eva, ivo] = await Promise.all([
    aContact(workspace, { name: 'Jana' }),
    aContact(workspace, { name: 'Eva', phone: '602000444' }),
    aContact(workspace, { name: 'Ivo' }),
  ]);
  const { workspaceId, within } = workspace;
  await within(async (tx) => {
    const number = sql`kind = 'phone' and key = '+420602000444'`;
    await sql`insert into refusal (workspace_id, kind, account, key, contact_id, change_id)
      select workspace_id, kind, account, key, ${jana.id}, gen_random_uuid() from identifier where ${number}`.execute(
      tx,
    );
    await sql`insert into contact_identifier (workspace_id, contact_id, id, kind, account, key, display, trust, source, first_seen)
      select workspace_id, ${ivo.id}, gen_random_uuid(), kind, account, key, display, 1, source, first_seen
      from contact_identifier where workspace_id = ${workspaceId} and ${number}`.execute(tx);
  });
  await merge(jana, eva);
  const before = [await valuesOf(jana), await valuesOf(ivo)];
  expect(before).toEqual([['+420602000444 owned'], ['+420602000444 contested']]);
  expect((await undo((await merge(jana, ivo)).changeId)).notRestored).toEqual([]);
  expect([await valuesOf(jana), await valuesOf(ivo)]).toEqual(before);
});

test.each(['of the one that is merged', 'of the one that stays'] as const)(
  'a value that was taken off a card before a merge does not come back with its undo, though it lies beneath the card: %s (R-BEY-2)',
  async (whose) => {
    const key = `602000${whose.length}77`;
    const [jana, eva, ivo] = await Promise.all([
      aContact(workspace, { name: 'Jana' }),
      aContact(workspace, { name: 'Eva', phone: key }),
      aContact(workspace, { name: 'Ivo' }),
    ]);
    const { workspaceId, within } = workspace;
    const standsOn = (card: Contact, trust: number) =>
      within((tx) =>
        sql`insert into contact_identifier (workspace_id, contact_id, id, kind, account, key, display, trust, source, first_seen)
        select workspace_id, ${card.id}, gen_random_uuid(), kind, account, key, display, ${trust}, source, first_seen
        from contact_identifier where workspace_id = ${workspaceId} and contact_id = ${eva.id} and kind = 'phone'`.execute(
          tx,
        ),
      );
    await standsOn(jana, 1);
    await standsOn(ivo, 3);
    await merge(jana, eva);
    const { identifiers, version } = await read(jana);
    const remove = identifiers.filter(({ kind }) => kind === 'phone').map(({ id }) => id);
    const removed = await within((tx) =>
      editContact(tx, workspace.operator, { id: jana.id, version, edit: { identifiers: { remove } } }),
    );
    const both = async () => [await valuesOf(jana), await valuesOf(ivo)];
    const before = await both();
    expect(before[0]).toEqual([]);
    const merged = await (whose === 'of the one that is merged' ? merge(ivo, jana) : merge(jana, ivo));
    await undo(merged.changeId);
    expect(await both()).toEqual(before);
    await undo(removed.changeId);
    expect(await valuesOf(jana)).toHaveLength(1);
  },
);
