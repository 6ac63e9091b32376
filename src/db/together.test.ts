import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase } from '#test/support/database.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { type Database, openDatabase, type Tx } from './database.ts';
import { together } from './together.ts';

let store: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  store = await aDatabase();
});
afterAll(() => store?.drop());

/** A statement of its own text, with the moment at which the store began with it. */
const moment = (tx: Tx, name: string) =>
  sql<{ at: number }>`select extract(epoch from clock_timestamp())::float8 as at, ${sql.lit(name)} as name`
    .execute(tx)
    .then(({ rows }) => rows[0]?.at ?? 0);
const wait = (tx: Tx) => sql`select pg_sleep(0.05)`.execute(tx);
const failing = (tx: Tx) => sql`select 1 / (select count(*) from queue where false)`.execute(tx);

describe.each([
  ['sent in one piece', true],
  ['sent one after the other, as behind a pooler', false],
])('statements that are asked together, %s,', (_, keepsPlans) => {
  let database: Database;
  let workspace: Workspace;
  beforeAll(async () => {
    database = openDatabase(store.url, { connections: 1, keepsPlans });
    workspace = await aWorkspace(database);
  });
  afterAll(() => database?.close());

  test('are done in the order in which they were asked, and each sees what those before it wrote', async () => {
    await workspace.within(async (tx) => {
      const [first, , second, names] = await together([
        moment(tx, 'first'),
        wait(tx),
        moment(tx, 'second'),
        tx.updateTable('queue').set({ name: 'Renamed' }).where('id', '=', workspace.queue).returning('name').execute(),
      ]);
      expect(second - first).toBeGreaterThan(0.045);
      expect(names).toEqual([{ name: 'Renamed' }]);
    });
  });

  test('fail with the first cause, once all of them are answered; nothing is kept, and the connection serves on', async () => {
    let isLastAnswered = false;
    const work = workspace.within((tx) =>
      together([
        tx.updateTable('queue').set({ name: 'Lost' }).where('id', '=', workspace.queue).execute(),
        failing(tx),
        moment(tx, 'never planned before').finally(() => {
          isLastAnswered = true;
        }),
      ]),
    );
    await expect(work).rejects.toMatchObject({ code: '22012' });
    expect(isLastAnswered).toBe(true);
    await workspace.within(async (tx) => {
      const named = tx.selectFrom('queue').select('name').where('id', '=', workspace.queue).execute();
      const [queues, at] = await together([named, moment(tx, 'never planned before')]);
      expect(queues).toEqual([{ name: 'Renamed' }]);
      expect(at).toBeGreaterThan(0);
    });
  });

  test('refuse with the first that refuses, and what it wrote is taken back', async () => {
    const work = workspace.within((tx) =>
      together([
        Promise.reject(new Error('refused')),
        tx.updateTable('queue').set({ name: 'Lost' }).where('id', '=', workspace.queue).execute(),
      ]),
    );
    await expect(work).rejects.toThrow('refused');
    const names = await workspace.within((tx) => tx.selectFrom('queue').select('name').execute());
    expect(names).toContainEqual({ name: 'Renamed' });
  });
});

test('a connection that is lost within a transaction is told as that, and another one serves on', async () => {
  const database = openDatabase(store.url, { connections: 1, keepsPlans: true });
  const { within, queue } = await aWorkspace(database);
  const lost = within((tx) =>
    together([
      sql`select set_config('role', 'none', true)`.execute(tx),
      sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx),
      wait(tx),
    ]),
  );
  // as the server says it, or as the socket does, whichever is heard first
  await expect(lost).rejects.toMatchObject({ code: expect.stringMatching(/^(?:57P01|ECONNRESET|EPIPE)$/) });
  const queues = await within((tx) => tx.selectFrom('queue').select('id').execute());
  expect(queues).toContainEqual({ id: queue });
  await database.close();
});
