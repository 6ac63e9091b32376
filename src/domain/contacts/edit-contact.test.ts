import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { Refusal } from '#contract/errors.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { undoChange } from '../history/undo-change.ts';
import type { KeyActor, SystemActor } from '../operators/actor.ts';
import { createContact } from './create-contact.ts';
import { editContact } from './edit-contact.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const edit = (
  id: number,
  version: number,
  change: Parameters<typeof editContact>[2]['edit'],
  actor = workspace.operator,
) => workspace.within((tx) => editContact(tx, actor, { id, version, edit: change }));
const read = (id: number) => workspace.within((tx) => readContact(tx, workspace.operator, id));

test('a card is made with its values in canonical form, trust operator, and a main one of each kind (R-DIR-6, R-ID-2)', async () => {
  const contact = await aContact(workspace, {
    name: 'Jana Nováková',
    email: 'Jana@Example.CZ',
    phone: '602 111 222',
    identifiers: [{ kind: 'email', value: 'jana.work@example.com', label: 'work' }],
    attributes: { city: 'Brno', company: '' },
    tags: ['VIP', 'VIP'],
  });
  expect(contact).toMatchObject({
    name: 'Jana Nováková',
    nameSource: 'operator',
    version: 1,
    attributes: { city: 'Brno' },
    tags: ['VIP'],
    state: 'active',
  });
  expect(
    contact.identifiers.map(({ kind, value, display, main, trust, state, label }) => [
      kind,
      value,
      display,
      main,
      trust,
      state,
      label,
    ]),
  ).toEqual([
    ['email', 'jana@example.cz', 'Jana@Example.CZ', true, 'operator', 'owned', null],
    ['email', 'jana.work@example.com', 'jana.work@example.com', false, 'operator', 'owned', 'work'],
    ['phone', '+420602111222', '602 111 222', true, 'operator', 'owned', null],
  ]);
  expect(contact.identifiers[0]?.source).toEqual({ by: 'operator', name: 'Ada Administrator' });
});

test('Save keeps all edits of a card in one step, and counts its version up once (R-DIR-3)', async () => {
  const contact = await aContact(workspace, {
    name: 'Petr',
    email: 'petr@example.com',
    phone: '+420602111333',
    tags: ['old'],
  });
  const [email, phone] = contact.identifiers;
  const saved = await edit(contact.id, 1, {
    name: 'Petr Svoboda',
    identifiers: {
      add: [{ kind: 'email', value: 'petr.svoboda@example.com', main: true }],
      change: [{ id: phone!.id, value: '+420602111334', label: 'home' }],
    },
    attributes: { city: 'Praha' },
    tags: { add: ['new'], remove: ['old'] },
  });
  expect(saved.contact).toMatchObject({
    version: 2,
    name: 'Petr Svoboda',
    attributes: { city: 'Praha' },
    tags: ['new'],
  });
  expect(saved.contact.identifiers.map(({ value, main, label }) => [value, main, label])).toEqual([
    ['petr.svoboda@example.com', true, null],
    ['petr@example.com', false, null],
    ['+420602111334', true, 'home'],
  ]);
  expect(saved.contact.identifiers.find(({ id }) => id === phone!.id)?.value).toBe('+420602111334');
  const nothing = await edit(contact.id, 2, { name: 'Petr Svoboda', tags: { add: ['new'] } });
  expect(nothing).toMatchObject({ changeId: null, contact: { version: 2 } });
  const removed = await edit(contact.id, 2, { identifiers: { remove: [saved.contact.identifiers[0]!.id] } });
  expect(removed.contact.identifiers.map(({ id, main }) => [id, main])).toEqual([
    [email!.id, true],
    [phone!.id, true],
  ]);
});

test('a value that was taken off is free for another card', async () => {
  const one = await aContact(workspace, { name: 'One', email: 'passed-on@example.com' });
  await edit(one.id, 1, { identifiers: { remove: [one.identifiers[0]!.id] } });
  const other = await aContact(workspace, { name: 'Other', email: 'passed-on@example.com' });
  expect(other.identifiers[0]).toMatchObject({ value: 'passed-on@example.com', state: 'owned' });
});

test('a value that another card has is refused with that card, and nothing of the save is kept (R-ID-5)', async () => {
  const owner = await aContact(workspace, { name: 'Karel Vlastník', email: 'karel@example.com' });
  const other = await aContact(workspace, { name: 'Jiný' });
  const refused = await edit(other.id, 1, {
    name: 'Never',
    identifiers: { add: [{ kind: 'email', value: 'KAREL@example.com' }] },
  }).catch((error) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({
    code: 'CONFLICT',
    data: { kind: 'email', value: 'KAREL@example.com', contact: { id: owner.id, name: 'Karel Vlastník' } },
    fields: { 'identifiers.add.0.value': expect.stringContaining('Karel Vlastník') },
  });
  expect(await read(other.id)).toMatchObject({ name: 'Jiný', version: 1, identifiers: [] });
});

test('a save of a card that changed meanwhile is refused with the newer card and what differs (R-DIR-7)', async () => {
  const contact = await aContact(workspace, { name: 'Dva', email: 'dva@example.com' });
  await edit(contact.id, 1, { name: 'First' });
  await edit(contact.id, 2, { attributes: { city: 'Olomouc' }, tags: { add: ['x'] } });
  const all = await edit(contact.id, 1, { name: 'Second' }).catch((error) => error);
  expect(all).toMatchObject({
    code: 'STALE',
    data: { contact: { version: 3, name: 'First' }, differs: ['attribute:city', 'name', 'tag:x'] },
  });
  const later = await edit(contact.id, 2, { name: 'Second' }).catch((error) => error);
  expect(later.data.differs).toEqual(['attribute:city', 'tag:x']);
});

test('what is no value of its kind, never identifies, or comes twice is refused by its field (R-ID-7)', async () => {
  const contact = await aContact(workspace, { name: 'Fields', email: 'fields@example.com' });
  await workspace.within((tx) =>
    tx
      .insertInto('excludedValue')
      .values({ workspaceId: workspace.workspaceId, kind: 'email', key: 'info@example.com', why: 'own' })
      .execute(),
  );
  const bad = await edit(contact.id, 1, {
    identifiers: {
      add: [
        { kind: 'email', value: 'no address' },
        { kind: 'email', value: 'no-reply@example.com' },
        { kind: 'email', value: 'Info@example.com' },
        { kind: 'phone', value: 'klapka 7 u vrátného' },
      ],
      change: [{ id: contact.identifiers[0]!.id, value: 'x@' }],
    },
  }).catch((error) => error);
  expect(bad.code).toBe('INVALID');
  expect(Object.keys(bad.fields).sort()).toEqual([
    'identifiers.add.0.value',
    'identifiers.add.1.value',
    'identifiers.add.2.value',
    'identifiers.add.3.value',
    'identifiers.change.0.value',
  ]);
  const twice = await edit(contact.id, 1, {
    identifiers: { add: [{ kind: 'email', value: 'FIELDS@example.com' }] },
  }).catch((error) => error);
  expect(twice).toMatchObject({
    code: 'INVALID',
    fields: { 'identifiers.add.0.value': expect.stringContaining('already') },
  });
  const unreadable = await edit(contact.id, 1, { identifiers: { add: [{ kind: 'phone', value: '12345 klapka 7' }] } });
  expect(unreadable.contact.identifiers.at(-1)).toMatchObject({ kind: 'phone', value: '12345 klapka 7' });
});

test('an API key never replaces a name that an operator gave (R-DIR-5)', async () => {
  const key: KeyActor = {
    type: 'apiKey',
    workspaceId: workspace.workspaceId,
    id: workspace.admin.id,
    name: 'Sync',
    role: 'administrator',
    scopes: ['*'],
    queues: null,
  };
  const made = await workspace.within((tx) => createContact(tx, key, { name: 'FROM CRM', attributes: { city: 'X' } }));
  const corrected = await edit(made.contact.id, 1, { name: 'Corrected' });
  const synced = await workspace.within((tx) =>
    editContact(tx, key, {
      id: made.contact.id,
      version: corrected.contact.version,
      edit: { name: 'FROM CRM', attributes: { city: 'Y' } },
    }),
  );
  expect(synced.contact).toMatchObject({ name: 'Corrected', nameSource: 'operator', attributes: { city: 'Y' } });
});

test('conflicts of a merge are settled by editing the field, or by saying that what stands is right; undo brings them back (R-BEY-2)', async () => {
  const lost = await aContact(workspace, { name: 'Lost', attributes: { city: 'Praha', company: 'Other' } });
  const contact = await aContact(workspace, { name: 'Stands', attributes: { city: 'Brno', company: 'Acme' } });
  await workspace.within((tx) =>
    mergeContacts(tx, workspace.operator, { id: contact.id, ids: [lost.id], dryRun: false }),
  );
  const open = async () => (await read(contact.id)).conflicts.map(({ field, value }) => [field, value]);
  await edit(contact.id, 2, { name: 'Stands', attributes: { street: 'Nová 1' } });
  expect(await open()).toHaveLength(3);
  const saved = await edit(contact.id, 3, { attributes: { city: 'Praha' }, settled: ['name', 'attribute:unheard'] });
  expect(saved.contact).toMatchObject({ version: 4, name: 'Stands', attributes: { city: 'Praha' } });
  expect(await open()).toEqual([['attribute:company', 'Other']]);
  const { rows } = await workspace.within((tx) =>
    sql<{ target: string; after: unknown }>`
      select target, after from change_item where change_id = ${saved.changeId} order by target`.execute(tx),
  );
  expect(rows.map(({ target, after }) => [target, after === null])).toEqual([
    ['attribute:city', false],
    ['conflict:attribute:city', true],
    ['conflict:name', true],
  ]);
  await workspace.within((tx) => undoChange(tx, workspace.operator, saved.changeId as string));
  expect(Object.fromEntries(await open())).toEqual({
    name: 'Lost',
    'attribute:city': 'Praha',
    'attribute:company': 'Other',
  });
});

test('an import replaces what an import gave, and neither an operator’s nor a program’s values (R-DIR-5)', async () => {
  const importer: SystemActor = { type: 'import', workspaceId: workspace.workspaceId, id: null, name: 'clients.csv' };
  const made = await workspace.within((tx) =>
    createContact(tx, importer, {
      name: 'From a file',
      attributes: { city: 'Brno' },
      identifiers: [{ kind: 'email', value: 'file@example.com' }],
    }),
  );
  const corrected = await edit(made.contact.id, 1, {
    attributes: { city: 'Praha' },
    identifiers: { add: [{ kind: 'email', value: 'person@example.com', main: true }] },
  });
  const [main, other] = corrected.contact.identifiers;
  const again = await workspace.within((tx) =>
    editContact(tx, importer, {
      id: made.contact.id,
      version: 2,
      edit: {
        name: 'From a newer file',
        attributes: { city: 'Ostrava' },
        identifiers: {
          change: [
            { id: main!.id, value: 'overwritten@example.com' },
            { id: other!.id, value: 'newer@example.com', main: true },
          ],
        },
      },
    }),
  );
  expect(again.contact).toMatchObject({ name: 'From a newer file', attributes: { city: 'Praha' } });
  expect(again.contact.identifiers.map(({ value, main: isMain }) => [value, isMain])).toEqual([
    ['person@example.com', true],
    ['newer@example.com', false],
  ]);
});
