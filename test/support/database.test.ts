import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aDatabase } from './database.ts';
import { connected, dropLeftovers, LOCK_SPACE, prefixOf, withDatabase } from './test-databases.ts';

const databases = (): Promise<string[]> =>
  connected(inject('adminUrl'), async (client) => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    return rows.map(({ datname }) => datname);
  });

describe('a database of a test file', () => {
  let one: Awaited<ReturnType<typeof aDatabase>>;
  let other: Awaited<ReturnType<typeof aDatabase>>;

  beforeAll(async () => {
    [one, other] = await Promise.all([aDatabase(), aDatabase()]);
  });
  afterAll(() => Promise.all([one.drop(), other.drop()]));

  it('has the migrated schema', async () => {
    const { rows } = await connected(one.url, (client) => client.query("select to_regnamespace('vizitka') as schema"));
    expect(rows).toEqual([{ schema: 'vizitka' }]);
  });

  it('is nobody else’s', async () => {
    await connected(one.url, (client) => client.query('create table only_here (n int)'));
    const { rows } = await connected(other.url, (client) => client.query("select to_regclass('only_here') as found"));
    expect(rows).toEqual([{ found: null }]);
  });

  it('is gone after drop, even while somebody is connected', async () => {
    const short = await aDatabase();
    await connected(short.url, () => short.drop()).catch(() => {});
    expect(await databases()).not.toContain(short.url.match(/vizitka_test_\w+/)?.[0]);
  });
});

describe('leftovers of runs', () => {
  it('are dropped when the run is over and kept while it lives', async () => {
    const runs = { over: randomInt(2 ** 31), alive: randomInt(2 ** 31) };
    const [over, alive] = [`${prefixOf(runs.over)}left`, `${prefixOf(runs.alive)}left`];
    await connected(inject('adminUrl'), async (otherRun) => {
      await otherRun.query('select pg_advisory_lock($1, $2)', [LOCK_SPACE, runs.alive]);
      for (const name of [over, alive]) await otherRun.query(`create database ${name}`);
      await connected(inject('adminUrl'), dropLeftovers);
      const kept = await databases();
      expect(kept).not.toContain(over);
      expect(kept).toContain(alive);
      expect(kept).toContain(inject('templateName'));
      await otherRun.query(`drop database ${alive}`);
    });
  });
});

describe('withDatabase', () => {
  it.each([
    ['postgresql://owner@/postgres?host=%2Ftmp%2Fx', 'postgresql://owner@/other?host=%2Ftmp%2Fx'],
    ['postgres://me:secret@db.example.com:6432/postgres', 'postgres://me:secret@db.example.com:6432/other'],
    ['postgres://db.example.com', 'postgres://db.example.com/other'],
    ['postgres://db.example.com?sslmode=require', 'postgres://db.example.com/other?sslmode=require'],
  ])('changes the database of %s alone', (before, after) => {
    expect(withDatabase(before, 'other')).toBe(after);
  });
});
