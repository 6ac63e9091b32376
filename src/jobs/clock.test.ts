import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { announce } from '#domain/live/announce.ts';
import { aDatabase } from '#test/support/database.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownTasks, startClock } from './clock.ts';

describe('the clock', () => {
  const failures: string[] = [];
  const log = { error: (about: object, message: string) => void failures.push(`${message} ${JSON.stringify(about)}`) };

  it('does a task again and again, never twice at once, and goes on after a failure', async () => {
    let [running, most, done] = [0, 0, 0];
    const run = async () => {
      most = Math.max(most, ++running);
      await pause(20);
      running--;
      if (++done === 2) throw new Error('the second time');
    };
    const clock = startClock([{ name: 'count', every: 5, run }], log);
    while (done < 4) await pause(5);
    await clock.stop();
    expect([most, running, failures.length]).toEqual([1, 0, 1]);
    expect(failures[0]).toContain('"task":"count"');
    const before = done;
    await pause(60);
    expect(done).toBe(before);
  });

  it('does not wait for the next turn when it stops', async () => {
    const clock = startClock([{ name: 'never', every: 3_600_000, run: () => Promise.reject(new Error('never')) }], log);
    await expect(clock.stop()).resolves.toBeUndefined(); // an hour, were it to wait
  });
});

describe('what Vizitka does by itself', () => {
  let store: Awaited<ReturnType<typeof aDatabase>>;
  let database: Database;
  let workspace: Workspace;
  let owner: pg.Client;
  beforeAll(async () => {
    store = await aDatabase();
    database = openDatabase(store.url);
    workspace = await aWorkspace(database);
    owner = new pg.Client({ connectionString: store.adminUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.close();
    await store.drop();
  });
  const perform = (name: string) =>
    ownTasks(database)
      .find((task) => task.name.includes(name))
      ?.run(new AbortController().signal);

  it('forgets what was announced over an hour ago, in every workspace, and nothing newer', async () => {
    const old = await aWorkspace(database);
    for (const { workspaceId, within } of [workspace, old]) {
      await within((tx) => announce(tx, workspaceId, { topic: 'contact', contactIds: [1], what: 'change' }));
      await within((tx) =>
        tx
          .insertInto('outbox')
          .values({
            workspaceId,
            id: randomUUID(),
            topic: 'contact',
            audience: null,
            payload: '{}',
            createdAt: new Date(Date.now() - 3_601_000),
          })
          .execute(),
      );
    }
    expect(await perform('prune')).toBe(2);
    for (const { within } of [workspace, old]) {
      expect(await within((tx) => tx.selectFrom('outbox').select('payload').execute())).toHaveLength(1);
    }
  });

  it('erases what lay in any bin for thirty days, and nothing younger (R-DIR-8)', async () => {
    const other = await aWorkspace(database);
    for (const place of [workspace, other]) {
      for (const days of [29, 31]) {
        const { id } = await aContact(place, { name: `Binned ${days} days ago` });
        await place.within((tx) =>
          tx
            .updateTable('contact')
            .set({ state: 'binned', binnedAt: new Date(Date.now() - days * 86_400_000) })
            .where('id', '=', id)
            .execute(),
        );
      }
    }
    expect(await perform('bins')).toBe(2);
    for (const { within } of [workspace, other]) {
      expect(
        await within((tx) => tx.selectFrom('contact').select('name').where('state', '=', 'binned').execute()),
      ).toEqual([{ name: 'Binned 29 days ago' }]);
    }
  });

  it('makes the months of entries that are missing, as the app’s own role', async () => {
    const next = new Date();
    next.setUTCMonth(next.getUTCMonth() + 2, 1);
    const name = `vizitka.entry_${next.toISOString().slice(0, 7).replace('-', '')}`;
    await owner.query(`drop table ${name}`);
    await perform('months');
    expect((await owner.query('select to_regclass($1) as there', [name])).rows[0].there).not.toBeNull();
    const { rows } = await owner.query(
      'select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass',
      [name],
    );
    expect(rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
  });
});
