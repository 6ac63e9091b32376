import { beforeAll, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { readContact } from '../contacts/read-contact.ts';
import { addExcluded, countHits, listExcluded, removeExcluded } from './excluded-values.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const add = (kind: 'email' | 'phone', value: string, actor = workspace.admin) =>
  workspace.within((tx) => addExcluded(tx, actor, { kind, value }));
const list = async () => (await workspace.within((tx) => listExcluded(tx, workspace.operator))).items;
const own = (key: string) =>
  workspace.within((tx) =>
    tx
      .insertInto('excludedValue')
      .values({ workspaceId: workspace.workspaceId, kind: 'email', key, why: 'own' })
      .execute(),
  );

test('administrators keep the list, in canonical form; what is on it goes to no card, and cards that have it keep it (R-ID-7)', async () => {
  const had = await aContact(workspace, { name: 'Had it', phone: '602 555 001' });
  await expect(add('phone', '602 555 001', workspace.supervisor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const added = { kind: 'phone', value: '+420602555001', why: 'listed', hits: 0 };
  expect(await add('phone', '602 555 001')).toEqual(added);
  expect(await add('phone', '+420 602 555 001')).toEqual(added);
  const shown = async () =>
    (await workspace.within((tx) => readContact(tx, workspace.operator, had.id))).identifiers[0];
  expect([had.identifiers[0]?.excluded, await shown()]).toMatchObject([undefined, { state: 'owned', excluded: true }]);
  const refused = aContact(workspace, { name: 'New', phone: '602555001' });
  await expect(refused).rejects.toMatchObject({
    code: 'INVALID',
    fields: { 'identifiers.0.value': expect.any(String) },
  });
  const remove = () =>
    workspace.within((tx) => removeExcluded(tx, workspace.admin, { kind: 'phone', value: '00420602555001' }));
  expect(await remove()).toEqual(added);
  expect((await shown())?.excluded).toBeUndefined();
  await expect(remove()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(aContact(workspace, { name: 'New', phone: '602555001' })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('the company’s own addresses show on the list and stay there', async () => {
  await own('info@own.example.com');
  expect(await add('email', 'INFO@own.example.com')).toMatchObject({ why: 'own' });
  const removed = workspace.within((tx) =>
    removeExcluded(tx, workspace.admin, { kind: 'email', value: 'info@own.example.com' }),
  );
  await expect(removed).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await list()).map(({ value }) => value)).toContain('info@own.example.com');
});

test('every hit of a listed value counts, also of two at once; one of an own address waits for nobody', async () => {
  await add('email', 'switchboard@example.org');
  await own('busy@own.example.com');
  const met = ['switchboard@example.org', 'busy@own.example.com', 'jana@example.cz'].map((key) => ({
    kind: 'email',
    key,
  }));
  const hit = (keys = met) => workspace.within((tx) => countHits(tx, workspace.workspaceId, keys));
  await Promise.all([hit(), hit(), hit(), hit()]);
  await hit([]);
  const hits = new Map((await list()).map(({ value, hits }) => [value, hits]));
  expect(hits.get('switchboard@example.org')).toBe(4);
  expect(hits.get('busy@own.example.com')).toBeGreaterThanOrEqual(1);

  await workspace.within(async (tx) => {
    await countHits(tx, workspace.workspaceId, met.slice(1));
    await hit(met.slice(1)); // another transaction, while this one holds the row: it would wait for ever
  });
  expect((await list()).find(({ value }) => value === 'busy@own.example.com')?.hits).toBe(
    (hits.get('busy@own.example.com') ?? 0) + 1,
  );
});
