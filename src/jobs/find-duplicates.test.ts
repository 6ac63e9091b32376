import { expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { duplicateFinder } from './find-duplicates.ts';

const database = ownDatabase();

const { signal } = new AbortController();

async function aCompany(): Promise<Workspace> {
  const workspace = await aWorkspace(database);
  const attributes = { birth_date: '1984-02-29', street: 'Lipová 12', city: 'Brno' };
  for (const name of ['Jana Nováková', 'Petr Svoboda', 'Jana Novakova'])
    await aContact(workspace, { name, attributes: name.startsWith('Jana') ? attributes : {} });
  return workspace;
}

const pairs = (workspace: Workspace) =>
  workspace.within((tx) => tx.selectFrom('duplicatePair').select(['aId', 'bId']).execute());

test('finds what is new in every workspace, and what several processes find stands there once (R-BEY-3)', async () => {
  const companies = [await aCompany(), await aCompany()];
  const finders = [duplicateFinder(database), duplicateFinder(database)];
  const find = () => Promise.all(finders.map((finder) => finder(signal)));
  await find();
  for (const company of companies) expect(await pairs(company)).toEqual([{ aId: 1, bId: 3 }]);
  const [one, other] = companies as [Workspace, Workspace];
  const { id } = await aContact(one, { name: 'Petr Swoboda', attributes: { birth_date: '1970-01-01' } });
  await aContact(one, { name: 'Svoboda Petr', attributes: { birth_date: '1970-01-01' } });
  await find();
  expect(await pairs(one)).toContainEqual({ aId: id, bId: id + 1 });
  expect(await pairs(other)).toHaveLength(1);
});

test('does nothing more once it is to stop', async () => {
  const company = await aCompany();
  await duplicateFinder(database)(AbortSignal.abort());
  expect(await pairs(company)).toEqual([]);
});
