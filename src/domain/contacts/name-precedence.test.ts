import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { AttributeValue } from '#db/schema.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { listContacts } from './list-contacts.ts';
import { mergeContacts } from './merge-contacts.ts';
import { betterName, fromSource, type NameSource, nameRanks } from './name-precedence.ts';
import { offerName } from './offer-name.ts';
import { readContact } from './read-contact.ts';

const database = ownDatabase();
let workspace: Workspace;

beforeAll(async () => {
  workspace = await aWorkspace(database);
});

const offer = fc.record({
  name: fc.constantFrom('Jana', 'Jana Nováková', 'jana@example.com'),
  source: fc.constantFrom(...(Object.keys(nameRanks) as NameSource[])),
  at: fc.constantFrom(new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')),
});

test('the same offers in any order leave the same name (R-DIR-5, R-REC-9)', () => {
  const settled = (offers: AttributeValue[]) =>
    offers.reduce<AttributeValue | null>((held, offered) => (betterName(held, offered) ? offered : held), null);
  fc.assert(
    fc.property(fc.array(offer, { minLength: 1, maxLength: 6 }), fc.nat(), (offers, seed) => {
      const values = offers.map(({ name, source, at }) => fromSource(name, source, at));
      const shuffled = values.map((value, n) => ({ value, key: (n * 7 + seed) % 5 })).sort((a, b) => a.key - b.key);
      expect(settled(shuffled.map(({ value }) => value))).toEqual(settled(values));
    }),
  );
});

test('a name of a lower source never replaces a higher one; a newer of the same source does, and finds the card', async () => {
  const card = await aContact(workspace, { email: 'offered@example.com' });
  const offered = (name: string, source: NameSource, at: string) =>
    workspace.within((tx) => offerName(tx, workspace.workspaceId, card.id, { name, source, at: new Date(at) }));
  const read = () => workspace.within((tx) => readContact(tx, workspace.admin, card.id));
  expect(await offered('Profile', 'profile', '2026-01-02T00:00:00Z')).toMatchObject([
    { contactId: card.id, target: 'name', before: null, after: { value: 'Profile', rank: nameRanks.profile } },
  ]);
  expect(await offered('Address', 'address', '2026-01-03T00:00:00Z')).toEqual([]);
  expect(await offered('Older', 'profile', '2026-01-01T00:00:00Z')).toEqual([]);
  expect(await offered('Profile', 'profile', '2026-01-04T00:00:00Z')).toEqual([]);
  expect(await read()).toMatchObject({ name: 'Profile', nameSource: 'profile', version: 2 });
  expect(await offered('Newer', 'profile', '2026-01-05T00:00:00Z')).toMatchObject([
    { before: { value: 'Profile', at: '2026-01-04T00:00:00.000Z' } },
  ]);
  const found = await workspace.within((tx) =>
    listContacts(tx, workspace.admin, { q: 'newer', limit: 10, state: 'active' }),
  );
  expect(found.items).toMatchObject([{ id: card.id, name: 'Newer' }]);
});

test('a name that waits to be settled waits no longer once a better source says the same (R-BEY-2)', async () => {
  const card = await aContact(workspace, { name: 'Jana', email: 'waits-one@example.com' });
  const other = await aContact(workspace, { name: 'Hana', email: 'waits-two@example.com' });
  await workspace.within((tx) => mergeContacts(tx, workspace.operator, { id: card.id, ids: [other.id] }));
  const read = () => workspace.within((tx) => readContact(tx, workspace.admin, card.id));
  const { name, conflicts } = await read();
  expect(conflicts).toHaveLength(1);
  const waits = conflicts[0]?.value as string;
  expect(waits).not.toBe(name);
  const at = new Date(Date.now() + 60_000);
  const touched = await workspace.within((tx) =>
    offerName(tx, workspace.workspaceId, card.id, { name: waits, source: 'operator', at }),
  );
  expect(touched).toMatchObject([{ target: 'name' }, { target: 'conflict:name', after: null }]);
  expect(await read()).toMatchObject({ name: waits, conflicts: [] });
});
