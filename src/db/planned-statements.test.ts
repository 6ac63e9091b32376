import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDatabase } from '#test/support/database.ts';
import { aWorkspace } from '#test/support/factory.ts';
import { type Database, openDatabase } from './database.ts';

let store: Awaited<ReturnType<typeof aDatabase>>;
let database: Database;
beforeAll(async () => {
  store = await aDatabase();
  database = openDatabase(store.url, { connections: 1, keepsPlans: true });
});
afterAll(async () => {
  await database?.close();
  await store?.drop();
});

test('a statement is kept by its connection, asked with other values and in another workspace, where it sees only that one', async () => {
  const workspaces = [await aWorkspace(database), await aWorkspace(database)];
  for (const [place, { within, queue }] of [...workspaces, ...workspaces].entries()) {
    const seen = await within((tx) => tx.selectFrom('queue').select('id').where('name', '<>', String(place)).execute());
    expect(seen.map(({ id }) => id)).toContain(queue);
    expect(seen.map(({ id }) => id)).not.toContain(workspaces[(place + 1) % 2]?.queue);
  }
  const { rows } = await database.atTheDoor((tx) =>
    sql<{ times: number }>`
      select sum(generic_plans + custom_plans)::int as times from pg_prepared_statements where statement like 'select "id" from "queue"%"name" <>%'`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([{ times: 4 }]);
});
