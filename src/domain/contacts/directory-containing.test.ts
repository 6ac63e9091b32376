import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import { type Containing, cardsContaining, gatherContaining } from './directory-containing.ts';

const database = ownDatabase();

/** So many cards with an address each, the later the newer; the last of them was never heard of. */
async function cards(workspace: Workspace, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n++) {
    const { id } = await aContact(workspace, { name: `Jan ${n}`, email: `jan.n${n}@example.com` });
    const at = n === count - 1 ? null : new Date(Date.UTC(2026, 0, 1 + n));
    await workspace.within((tx) => sql`update contact set last_contact_at = ${at} where id = ${id}`.execute(tx));
    ids.push(id);
  }
  return ids;
}

const asked: Containing = { alternatives: [['jan.n']], names: null, newest: null, worth: null, most: 100 };
const find = (workspace: Workspace, given: Partial<Containing>) =>
  workspace.within((tx) => gatherContaining(tx, { ...asked, ...given }));

test('answers cards of this workspace alone, whether most of the table is its own or hardly any', async () => {
  const [large, small] = [await aWorkspace(database), await aWorkspace(database)];
  const [ofLarge, ofSmall] = [await cards(large, 20), await cards(small, 3)];
  const sorted = (ids: number[] | null) => ids?.sort((a, b) => a - b);
  for (const fragment of ['jan.n', 'n1@example.com', 'n.n', 'example']) {
    const isHit = (n: number) => `jan.n${n}@example.com`.includes(fragment);
    expect(sorted(await find(large, { alternatives: [[fragment]] }))).toEqual(ofLarge.filter((_, n) => isHit(n)));
    expect(sorted(await find(small, { alternatives: [[fragment]] }))).toEqual(ofSmall.filter((_, n) => isHit(n)));
  }
});

test('answers the newest after a key, those never heard of last, and how many there are', async () => {
  const workspace = await aWorkspace(database);
  const ids = await cards(workspace, 6);
  const [a, b, c, d, e, never] = ids;
  expect(await find(workspace, {})).toEqual([e, d, c, b, a, never]);
  expect(await find(workspace, { newest: { after: null, need: 2 } })).toEqual([e, d]);
  const after = { value: '2026-01-03T00:00:00.000000Z', id: c ?? 0 };
  expect(await find(workspace, { newest: { after, need: 9 } })).toEqual([b, a, never]);
  expect(await find(workspace, { newest: { after: { value: null, id: never ?? 0 }, need: 9 } })).toEqual([]);
  expect(await find(workspace, { most: 5 })).toBeNull();
  const { rows } = await workspace.within((tx) =>
    sql`${cardsContaining({ ...asked, newest: { after: null, need: 2 } })}`.execute(tx),
  );
  expect(rows).toEqual([
    { id: e, n: 6 },
    { id: d, n: 6 },
  ]);
  const names = {
    beginnings: ['% jan%', '% 1%'],
    areWanted: false,
    found: sql`array[${a}, ${c}]::bigint[]`,
    named: 'jan 3',
  };
  expect(await find(workspace, { names })).toEqual([e, never]);
});

test('answers nothing where more would have to be read than is worth it, unless it is asked whatever it costs', async () => {
  const workspace = await aWorkspace(database);
  await cards(workspace, 20);
  await connected(database.url, (client) => client.query('analyze vizitka.contact'));
  for (const fragment of ['jan.n', 'n.n', 'example.com']) {
    expect(await find(workspace, { alternatives: [[fragment]], worth: 2 })).toBeNull();
    expect(await find(workspace, { alternatives: [[fragment]], worth: 1_000 })).toHaveLength(20);
    expect(await find(workspace, { alternatives: [[fragment]], worth: null })).toHaveLength(20);
  }
  expect(await find(workspace, { alternatives: [['n17@']], worth: 2 })).toHaveLength(1);
  expect(await find(workspace, { alternatives: [['nobody']], worth: 2 })).toEqual([]);
});
