import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { aDatabase } from '#test/support/database.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { type Database, openDatabase, type Tx } from './database.ts';

let store: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  store = await aDatabase();
});
afterAll(() => store?.drop());

const rename = (tx: Tx, queue: string, name: string) =>
  tx.updateTable('queue').set({ name }).where('id', '=', queue).returning('name').execute();
const queuesOf = (tx: Tx) => tx.selectFrom('queue').select(['id', 'name']).execute();

describe.each([
  ['of our own', true],
  ['behind a pooler', false],
])('on a connection %s', (_, keepsPlans) => {
  let database: Database;
  let workspace: Workspace;
  beforeAll(async () => {
    database = openDatabase(store.url, { connections: 1, keepsPlans });
    workspace = await aWorkspace(database);
  });
  afterAll(() => database?.close());

  test('what only reads is refused a write, and changes nothing', async () => {
    const { workspaceId, queue } = workspace;
    const before = await database.inWorkspace(workspaceId, queuesOf, { readsOnly: true });
    const written = database.inWorkspace(workspaceId, (tx) => rename(tx, queue, 'Read'), { readsOnly: true });
    await expect(written).rejects.toMatchObject({ code: '25006' });
    expect(await database.inWorkspace(workspaceId, queuesOf)).toEqual(before);
  });

  test('what only reads is told before its transaction has ended, and the next one waits for that', async () => {
    const { workspaceId } = workspace;
    const answered = textsAnswered();
    const told = await database.inWorkspace(workspaceId, queuesOf, { readsOnly: true });
    expect(told).not.toEqual([]);
    expect(answered).not.toContain('commit');
    await database.inWorkspace(workspaceId, queuesOf);
    expect(answered.indexOf('commit')).toBeGreaterThan(-1);
    expect(answered.indexOf('commit')).toBeLessThan(answered.indexOf('begin'));
  });

  test('one that fails is told why, writes nothing, and leaves the connection as it was', async () => {
    const { workspaceId, queue } = workspace;
    const failing = database.inWorkspace(workspaceId, async (tx) => {
      await rename(tx, queue, 'Lost');
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    const refused = database.inWorkspace(workspaceId, () => Promise.reject(new Error('asked nothing')));
    await expect(refused).rejects.toThrow('asked nothing');
    await expect(database.inWorkspace('no uuid', queuesOf)).rejects.toMatchObject({ code: '22P02' });
    expect(await database.inWorkspace(workspaceId, queuesOf)).not.toContainEqual({ id: queue, name: 'Lost' });
  });
});

test('names are ours in rows and in what Kysely builds, the store’s in texts, and as they are inside of JSON', async () => {
  const database = openDatabase(store.url, { connections: 1, keepsPlans: true });
  const { within, workspaceId, queue } = await aWorkspace(database);
  const rows = await within(async (tx) => {
    const built = tx.selectFrom('queue').select(['id as queueId', 'workspaceId']).where('id', '=', queue);
    const { rows } =
      await sql`select own.queue_id, ${sql.ref('own.workspace_id')}, '{"not_ours": [{"at_all": 1}]}'::jsonb as kept_whole
      from (${built}) own`.execute(tx);
    return rows;
  });
  const keptWhole = { not_ours: [{ at_all: 1 }] };
  expect(rows).toEqual([{ queueId: queue, workspaceId, keptWhole }]);
  expect(await within((tx) => tx.selectFrom('queue').select('id').where('id', 'is', null).execute())).toEqual([]);
  await database.close();
});

test('outside of a transaction a connection of our own has no rights but the least, and no workspace', async () => {
  const database = openDatabase(store.url, { connections: 1, keepsPlans: true });
  const { within, queue } = await aWorkspace(database);
  const seen = await within(async (tx) => {
    await sql`commit`.execute(tx); // as if its beginning had failed
    const { rows } = await sql`select current_user::text as role, (select count(*)::int from queue) as queues`.execute(
      tx,
    );
    const written = await rename(tx, queue, 'Outside');
    await sql`begin`.execute(tx);
    return { rows, written };
  });
  expect(seen).toEqual({ rows: [{ role: 'vizitka_app', queues: 0 }], written: [] });
  await database.close();
});

/** What connections are asked from now on, in the order of the answers. */
function textsAnswered(): string[] {
  const answered: string[] = [];
  const query = pg.Client.prototype.query;
  const watching = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text: string }).text;
    const told = given.at(-1);
    if (typeof told === 'function') {
      const tell = (...answer: unknown[]) => {
        answered.push(text);
        told(...answer);
      };
      return Reflect.apply(query, this, [...given.slice(0, -1), tell]);
    }
    const answer = Reflect.apply(query, this, given);
    void Promise.resolve(answer).then(() => answered.push(text));
    return answer;
  });
  onTestFinished(() => watching.mockRestore());
  return answered;
}
