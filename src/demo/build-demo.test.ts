import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Blobs, openBlobs } from '#db/blobs.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createWorkspace } from '#domain/operators/workspaces.ts';
import { aDatabase } from '#test/support/database.ts';
import { buildDemo } from './build-demo.ts';
import { company } from './company.ts';

let database: Database;
let blobs: Blobs;
let clear: () => Promise<void>;
let workspaceId: string;
const userIds = { dana: randomUUID(), eva: randomUUID(), petra: randomUUID(), martin: randomUUID() };

beforeAll(async () => {
  const made = await aDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vizitka-demo-'));
  database = openDatabase(made.url, { connections: 4 });
  blobs = await openBlobs(folder);
  workspaceId = await aDemoWorkspace('demo');
  clear = async () => {
    await database.close();
    await made.drop();
    await rm(folder, { recursive: true, force: true });
  };
});
afterAll(() => clear());

async function aDemoWorkspace(slug: string): Promise<string> {
  const { id } = await database.atTheDoor((tx) =>
    createWorkspace(tx, { slug, name: slug, country: company.country, queue: company.firstQueue }),
  );
  return id;
}

interface Figures {
  contacts: number;
  conversations: number;
  entries: number;
  changes: number;
  unexplained: number;
  waiting: number;
  kinds: string[];
  rules: string[];
}

async function figuresOf(id: string): Promise<Figures> {
  const { rows } = await database.inWorkspace(id, (tx) =>
    sql<Figures>`
    select (select count(*) from contact where state = 'active') as contacts,
      (select count(*) from conversation where merged_into is null) as conversations,
      (select count(*) from entry) as entries, (select count(*) from change) as changes,
      (select count(*) from conversation where link ->> 'rule' is null) as unexplained,
      (select count(*) from conversation where state = 'waiting' and last_at > now() - interval '3 hours') as waiting,
      (select array_agg(distinct ch.kind order by ch.kind) from conversation c join channel ch on ch.id = c.channel_id) as kinds,
      (select array_agg(distinct link ->> 'rule') from conversation) as rules`.execute(tx),
  );
  return rows[0] as Figures;
}

async function entriesWith(text: string): Promise<number> {
  const { rows } = await database.inWorkspace(workspaceId, (tx) =>
    sql<{ n: number }>`select count(*) as n from entry where text ilike ${`%${text}%`}`.execute(tx),
  );
  return rows[0]?.n ?? 0;
}

test('the demo is a whole company in two languages, and every link of it says why', { timeout: 90_000 }, async () => {
  const given = { workspaceId, userIds, strangers: 100 }; // a third of the crowd
  const added = await buildDemo(database, blobs, given);
  const figures = await figuresOf(workspaceId);
  expect(added).toBe(figures.entries);
  expect(figures.contacts).toBeGreaterThan(140);
  expect(figures.contacts).toBeLessThan(200);
  expect(figures.conversations).toBeGreaterThan(220);
  expect(figures.entries).toBeGreaterThan(550);
  expect(figures.waiting).toBeGreaterThan(8);
  expect(figures.unexplained).toBe(0);
  expect(figures.kinds).toEqual([
    'apple',
    'custom',
    'email',
    'facebook',
    'instagram',
    'kakaotalk',
    'line',
    'phone',
    'telegram',
    'viber',
    'vk',
    'webchat',
    'whatsapp',
  ]);
  expect(figures.rules).toEqual(
    expect.arrayContaining([
      'matched',
      'created',
      'threadFirstCreated',
      'threadLaterKnown',
      'threadFirstKnown',
      'operator',
      'suggested',
      'several',
      'neverIdentifies',
      'automaticMail',
      'failedCheck',
      'notEnough',
    ]),
  );
  expect(await entriesWith('Dobrý den')).toBeGreaterThan(100);
  expect(await entriesWith('Hello')).toBeGreaterThan(30);

  expect(await buildDemo(database, blobs, given)).toBe(0);
  expect(await figuresOf(workspaceId)).toEqual(figures);
});

test('a demo that was ended in the middle is completed by the next build', { timeout: 60_000 }, async () => {
  const [ended, whole] = [await aDemoWorkspace('ended'), await aDemoWorkspace('whole')];
  const few = { userIds, strangers: 12 };
  const end = new Error('killed');
  let parts = 0;
  const killed = buildDemo(database, blobs, {
    ...few,
    workspaceId: ended,
    onProgress: () => {
      if (++parts === 4) throw end;
    },
  });
  await expect(killed).rejects.toBe(end);
  await buildDemo(database, blobs, { ...few, workspaceId: ended });
  await buildDemo(database, blobs, { ...few, workspaceId: whole });
  expect(await figuresOf(ended)).toEqual(await figuresOf(whole));
});
