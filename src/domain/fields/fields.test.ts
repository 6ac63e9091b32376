import { beforeAll, describe, expect, test } from 'vitest';
import { FieldInput } from '#contract/field.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { createContact } from '../contacts/create-contact.ts';
import { editContact } from '../contacts/edit-contact.ts';
import { readContact } from '../contacts/read-contact.ts';
import { createField } from './create-field.ts';
import { deleteField } from './delete-field.ts';
import { editField } from './edit-field.ts';
import { identifyingFields, silentKinds } from './identifying-fields.ts';
import { listFields } from './list-fields.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const define = (input: Record<string, unknown> & { name: string }, actor = workspace.admin) =>
  workspace.within((tx) => createField(tx, actor, FieldInput.parse({ label: { en: input.name }, ...input })));
const change = (id: string, edit: Omit<Parameters<typeof editField>[2], 'id'>) =>
  workspace.within((tx) => editField(tx, workspace.admin, { id, ...edit }));
const custom = (name: string, value: string) => ({ kind: `custom:${name}` as const, value });
const card = (name: string, value: string) => aContact(workspace, { name: 'Card', identifiers: [custom(name, value)] });
const states = async (...cards: { id: number }[]) => {
  const read = await Promise.all(cards.map(({ id }) => workspace.within((tx) => readContact(tx, workspace.admin, id))));
  return read.map(({ identifiers }) => identifiers.map(({ state }) => state).join());
};
const named = async (name: string) =>
  (await workspace.within((tx) => listFields(tx, workspace.operator))).items.find((field) => field.name === name);

describe('defining fields (R-ID-6)', () => {
  test('is the administrators’; everybody reads the list: identifying ones in their order, others, and what comes with Vizitka', async () => {
    const own = await aWorkspace(database);
    const as = (actor: typeof own.admin, name: string, identifies: boolean) =>
      own.within((tx) => createField(tx, actor, FieldInput.parse({ name, identifies, label: { en: name } })));
    await expect(as(own.supervisor, 'no', true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const [topic, contract, customer] = [
      await as(own.admin, 'topic', false),
      await as(own.admin, 'contract_no', true),
      await as(own.admin, 'customer_no', true),
    ];
    const list = async () => (await own.within((tx) => listFields(tx, own.operator))).items;
    const names = async () => (await list()).filter(({ preset }) => !preset).map(({ name }) => name);
    expect(await names()).toEqual(['contract_no', 'customer_no', 'topic']);
    await own.within((tx) => editField(tx, own.admin, { id: customer.id, place: 0 }));
    expect(await own.within((tx) => identifyingFields(tx, own.workspaceId))).toMatchObject([
      { name: 'customer_no', kind: 'custom:customer_no', place: 0 },
      { name: 'contract_no', place: 1 },
    ]);
    await own.within((tx) => editField(tx, own.admin, { id: topic.id, identifies: true }));
    expect(await names()).toEqual(['customer_no', 'contract_no', 'topic']);
    await own.within((tx) => editField(tx, own.admin, { id: contract.id, identifies: false }));
    expect(await names()).toEqual(['customer_no', 'topic', 'contract_no']);
    const presets = (await list()).filter(({ preset }) => preset);
    expect(presets.map(({ name, identifies }) => [name, identifies])).toContainEqual(['guest_email', true]);
    expect(presets).toHaveLength(10);
  });

  test('refuses names that are taken and what no field can be, by its field', async () => {
    await define({ name: 'unique_one' });
    for (const name of ['unique_one', 'company', 'guest_email', 'email', 'external_id']) {
      await expect(define({ name })).rejects.toMatchObject({ code: 'CONFLICT', fields: { name: expect.any(String) } });
    }
    const bad = await define({ name: 'bad', type: 'choice', linkTemplate: 'https://crm.example.com/' }).catch((e) => e);
    expect([bad.code, Object.keys(bad.fields)]).toEqual(['INVALID', ['choices', 'linkTemplate']]);
    await expect(define({ name: 'bad', type: 'number', shape: '99' })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(change('00000000-0000-4000-8000-000000000000', {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of two at once of one name makes one', async () => {
    const results = await Promise.allSettled([define({ name: 'at_once' }), define({ name: 'at_once' })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'CONFLICT' });
  });

  test('a deleted field keeps its values on the cards, identifies nobody, and its name is free', async () => {
    const field = await define({ name: 'gone', identifies: true });
    const one = await card('gone', 'G-1');
    await workspace.within((tx) => deleteField(tx, workspace.admin, field.id));
    const silent = () => workspace.within((tx) => silentKinds(tx, workspace.workspaceId));
    expect(await states(one)).toEqual(['owned']);
    expect([(await silent()).has('custom:gone'), await named('gone')]).toEqual([true, undefined]);
    await define({ name: 'gone', identifies: true });
    expect((await silent()).has('custom:gone')).toBe(false);
  });
});

describe('values of fields', () => {
  test('that identify are identifiers in the canonical form of their type, refused by their field', async () => {
    await define({ name: 'customer', identifies: true, type: 'number' });
    await define({ name: 'loyalty', identifies: true, shape: 'AA999' });
    const made = await aContact(workspace, { identifiers: [custom('customer', '007'), custom('loyalty', 'CZ001')] });
    expect(made.identifiers.map(({ kind, value, display, state }) => [kind, value, display, state])).toEqual([
      ['custom:customer', '7', '7', 'owned'],
      ['custom:loyalty', 'CZ001', 'CZ001', 'owned'],
    ]);
    await expect(card('customer', '7.0')).rejects.toMatchObject({ code: 'CONFLICT' });
    const bad = await aContact(workspace, {
      identifiers: [custom('customer', 'seven'), custom('loyalty', '001CZ')],
    }).catch((e) => e);
    expect([bad.code, Object.keys(bad.fields)]).toEqual(['INVALID', ['identifiers.0.value', 'identifiers.1.value']]);
    const unknown = await card('never_defined', ' any Text ');
    expect(unknown.identifiers).toMatchObject([{ value: 'any Text', state: 'owned' }]);
    expect(await named('customer')).toMatchObject({ cards: 1, onSeveral: 0 });
  });

  test('that do not identify are attributes, checked and written as their type says', async () => {
    await define({ name: 'since', of: 'contact', type: 'date' });
    await define({ name: 'vip', of: 'contact', type: 'yesNo' });
    const made = await aContact(workspace, { attributes: { since: '2020-01-31', vip: 'ano', other: 'as it is' } });
    expect(made.attributes).toEqual({ since: '2020-01-31', vip: 'true', other: 'as it is' });
    const edit = (attributes: Record<string, string | null>) =>
      workspace.within((tx) => editContact(tx, workspace.operator, { id: made.id, version: 1, edit: { attributes } }));
    await expect(edit({ since: 'yesterday' })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'attributes.since': expect.stringContaining('1984-05-31') },
    });
    await define({ name: 'account_no', identifies: true });
    await expect(edit({ account_no: '12' })).rejects.toMatchObject({
      fields: { 'attributes.account_no': expect.stringContaining('custom:account_no') },
    });
    await expect(card('since', '2020-01-31')).rejects.toMatchObject({ code: 'INVALID' });
    expect((await edit({ since: '', account_no: null })).contact.attributes).toEqual({
      vip: 'true',
      other: 'as it is',
    });
  });

  test('that may stand on several cards are shared from the beginning; taken back, each on one card is its own (R-ID-3)', async () => {
    const field = await define({ name: 'firm', identifies: true, several: true });
    const [one, two, alone] = [await card('firm', 'F-1'), await card('firm', 'F-1'), await card('firm', 'F-2')];
    expect(await states(one, two, alone)).toEqual(['shared', 'shared', 'shared']);
    const id = alone.identifiers[0]?.id as string;
    const owned = workspace.within((tx) =>
      editContact(tx, workspace.admin, {
        id: alone.id,
        version: 1,
        edit: { identifiers: { change: [{ id, state: 'owned' }] } },
      }),
    );
    await expect(owned).rejects.toMatchObject({ code: 'INVALID' });

    expect(await change(field.id, { several: false })).toMatchObject({ several: false, cards: 3, onSeveral: 1 });
    expect(await states(one, two, alone)).toEqual(['contested', 'contested', 'owned']);
    await expect(card('firm', 'F-2')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await change(field.id, { several: true })).toMatchObject({ onSeveral: 0 });
    expect(await states(one, two, alone)).toEqual(['shared', 'shared', 'shared']);
  });

  test('keep their field from a type in which they would not be found', async () => {
    const field = await define({ name: 'typed', identifies: true });
    await change(field.id, { type: 'number' });
    await change(field.id, { type: 'text' });
    await workspace.within((tx) => createContact(tx, workspace.operator, { identifiers: [custom('typed', '007')] }));
    await expect(change(field.id, { type: 'number' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await change(field.id, { type: 'choice', choices: ['007'] })).toMatchObject({ type: 'choice' });
  });
});
