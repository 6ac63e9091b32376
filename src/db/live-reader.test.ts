import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { announce } from '#domain/live/announce.ts';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { type LiveReader, openLiveReader } from './live-reader.ts';
import type { LiveSubscription } from './live-subscription.ts';

const database = ownDatabase();
let reader: LiveReader;
let workspace: Workspace;
const broke: Error[] = [];
beforeAll(async () => {
  reader = await openLiveReader({ directUrl: database.url, onError: (error) => broke.push(error) });
  workspace = await aWorkspace(database);
});
afterAll(async () => {
  await reader.close();
});

const say = (id: number, within = workspace.within) =>
  within((tx) => announce(tx, workspace.workspaceId, { topic: 'contact', contactIds: [id], what: 'change' }));

/** The ids heard until so many were, or the time (milliseconds) is over. */
async function hear(subscription: LiveSubscription, count: number, time = 3_000): Promise<number[]> {
  const heard: number[] = [];
  const end = Date.now() + time;
  while (heard.length < count && Date.now() < end) {
    await subscription.wait(end - Date.now());
    const { rows } = subscription.take();
    heard.push(...rows.flatMap(({ payload }) => (payload as { contactIds: number[] }).contactIds));
  }
  return heard;
}

let markers = 1_000_000;
/** Listens to what is said from now on: whatever was said before, in other tests too, the reader has told by then. */
async function listenAnew(): Promise<LiveSubscription> {
  const listening = reader.subscribe(workspace.workspaceId);
  const marker = ++markers;
  await say(marker);
  while (!(await hear(listening, 1)).includes(marker));
  return listening;
}

it('is woken by what was committed, and does not wait for the next poll', async () => {
  const woken = await openLiveReader({ directUrl: database.url, poll: 3_600_000 });
  const listening = woken.subscribe(workspace.workspaceId);
  const heard: number[] = [];
  // an older transaction of another test holds back what a wake-up came for: the next one brings it along
  for (let id = 1; id <= 20 && heard.length < 5; id++) {
    await say(id);
    heard.push(...(await hear(listening, 1, 1_000)));
  }
  expect(heard.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  listening.end();
  await woken.close();
});

it('skips no transaction that commits after a later one, and keeps their order', async () => {
  const listening = await listenAnew();
  const written = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const slow = workspace.within(async (tx) => {
    await announce(tx, workspace.workspaceId, { topic: 'contact', contactIds: [11], what: 'change' });
    written.resolve();
    await mayCommit.promise;
  });
  await written.promise;
  await say(12);
  const early = await hear(listening, 1, 1_300);
  mayCommit.resolve(); // whatever was heard: it would hold back everybody behind it
  await slow;
  expect(early).toEqual([]); // waits for the older one, over a poll
  expect(await hear(listening, 2)).toEqual([11, 12]);
  listening.end();
});

it('says nothing of what was rolled back', async () => {
  const listening = await listenAnew();
  const failing = workspace.within(async (tx) => {
    await announce(tx, workspace.workspaceId, { topic: 'contact', contactIds: [21], what: 'change' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await say(22);
  expect(await hear(listening, 1)).toEqual([22]);
  listening.end();
});

it('misses nothing when its connection is killed, again and again, while others write', async () => {
  const listening = await listenAnew();
  const killer = new pg.Client({ connectionString: database.url });
  await killer.connect();
  const before = broke.length;
  const ids = Array.from({ length: 60 }, (_, n) => 100 + n);
  for (const id of ids) {
    await say(id);
    if (id % 20 === 5) {
      const { rowCount } = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vizitka live' and datname = current_database()`,
      );
      expect(rowCount).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  await killer.end();
  expect(await hear(listening, ids.length, 5_000)).toEqual(ids);
  expect(broke.length - before).toBeGreaterThanOrEqual(3);
  listening.end();
});

it('tells who takes too slowly that they missed some, and keeps no more than a thousand rows for them', async () => {
  const listening = await listenAnew();
  for (const _ of [1, 2, 3]) {
    await workspace.within(async (tx) => {
      for (let n = 0; n < 400; n++) {
        await announce(tx, workspace.workspaceId, { topic: 'contact', contactIds: [n], what: 'change' });
      }
    });
  }
  const other = reader.subscribe(workspace.workspaceId);
  await say(7_777);
  while (!(await hear(other, 1)).includes(7_777));
  other.end();
  expect(listening.take()).toMatchObject({ rows: [], missed: true });
  await say(2);
  expect(await hear(listening, 1)).toEqual([2]);
  listening.end();
});

it('hears nothing of other workspaces', async () => {
  const elsewhere = await aWorkspace(database);
  const listening = reader.subscribe(elsewhere.workspaceId);
  const here = await listenAnew();
  await say(31);
  expect(await hear(here, 1)).toEqual([31]);
  expect(listening.take().rows).toEqual([]);
  here.end();
  listening.end();
});

it('ends every subscription when it is closed, and those made later', async () => {
  const closing = await openLiveReader({ directUrl: database.url });
  const early = closing.subscribe(randomUUID());
  const began = performance.now();
  await closing.close();
  expect(performance.now() - began).toBeLessThan(1_000);
  expect([early.isOver, closing.subscribe(randomUUID()).isOver]).toEqual([true, true]);
});
