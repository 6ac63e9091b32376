import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { type Company, companyOf, writeCompany } from './company.ts';
import { factsOf } from './facts.ts';
import { dropIndexes, makeIndexes, seconds } from './indexes.ts';
import { planOf } from './plan.ts';
import type { Plan } from './planned.ts';
import type { Size } from './sizes.ts';
import type { BenchStore, Facts } from './types.ts';
import { filledTables, type Share, writeRows } from './write-rows.ts';

export interface MakeOptions {
  /** A superuser's, on a migrated database without a workspace. */
  url: string;
  size: Size;
  seed: number;
  /** When the data end. */
  now: Date;
  /** 0: in this thread. */
  threads: number;
  log: (line: string) => void;
}

/** Tables that are told from the others when these are there. */
const derivedTables = ['contact_activity', 'contact_facet', 'conversation_tag'];

/** Fills a store: the same seed, size and end give the same rows. @returns what benchmarks have to know of it. */
export async function makeStore(
  options: MakeOptions,
): Promise<Pick<BenchStore, 'workspaceId' | 'channelId' | 'counts'> & { facts: Facts }> {
  const { url, size, seed, now, log } = options;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set search_path = vizitka, public');
    const company = companyOf(seed);
    const plan = timed(log, 'plan', () => planOf(seed, size, now.getTime()));
    await writeCompany(client, company);
    const indexes = await dropIndexes(client, filledTables);
    const start = performance.now();
    const rows = await writeAll(plan, options);
    log(`rows: ${seconds(start)} s`);
    await finish(client, company, size, log);
    await makeIndexes(url, [...indexes], log);
    await tidy(url, log);
    const counts = {
      contacts: rows.contact ?? 0,
      identifiers: rows.identifier ?? 0,
      conversations: rows.conversation ?? 0,
      entries: rows.entry ?? 0,
    };
    return {
      workspaceId: company.workspaceId,
      channelId: channelOf(company, 'whatsapp'),
      counts,
      facts: factsOf(plan, company),
    };
  } finally {
    await client.end();
  }
}

function channelOf({ channels }: Company, kind: string): string {
  return channels.find((channel) => channel.kind === kind)?.id ?? '';
}

function timed<Result>(log: (line: string) => void, what: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  log(`${what}: ${seconds(start)} s`);
  return result;
}

/** Cards and conversations in as many pieces as there are threads, each of numbers that follow each other: rows lie in the order of their time. */
async function writeAll(plan: Plan, { url, threads }: MakeOptions): Promise<Record<string, number>> {
  const pieces = Math.max(1, threads);
  const cut = (count: number, piece: number) => Math.floor((count * piece) / pieces);
  const shares = Array.from({ length: pieces }, (_, piece) => ({
    url,
    plan,
    cards: { from: 1 + cut(plan.size.contacts, piece), to: 1 + cut(plan.size.contacts, piece + 1) },
    conversations: { from: cut(plan.size.conversations, piece), to: cut(plan.size.conversations, piece + 1) },
  }));
  const done = await Promise.all(shares.map(threads === 0 ? writeRows : inThread));
  const tables = new Set(done.flatMap((rows) => Object.keys(rows)));
  return Object.fromEntries(
    [...tables].map((table) => [table, done.reduce((sum, rows) => sum + (rows[table] ?? 0), 0)]),
  );
}

function inThread(share: Share): Promise<Record<string, number>> {
  const worker = new Worker(new URL('./rows-thread.ts', import.meta.url), { workerData: share });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread that wrote rows ended with ${code}.`)));
  });
}

/** What is counted and told of rows: activity of cards, what they are listed by, and the next card's number. */
async function finish(
  client: pg.Client,
  { workspaceId }: Company,
  size: Size,
  log: (line: string) => void,
): Promise<void> {
  const start = performance.now();
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'`);
  await client.query(`
    insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
    select v.workspace_id, c.survivor_id, v.queue_id, max(v.last_at), count(*), array_agg(distinct ch.kind order by ch.kind)
    from conversation v join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id
    join channel ch on ch.workspace_id = v.workspace_id and ch.id = v.channel_id
    group by v.workspace_id, c.survivor_id, v.queue_id order by c.survivor_id`);
  await client.query('select refill_facets()');
  await client.query('select setval($1, $2)', [`vizitka.contact_id_${workspaceId.replaceAll('-', '')}`, size.contacts]);
  log(`activity and facets: ${seconds(start)} s`);
}

/** Dead rows there are none; statistics, and pages known to be visible to all, as a store has that has been running. */
async function tidy(url: string, log: (line: string) => void): Promise<void> {
  const start = performance.now();
  const left = ['entry', ...filledTables.filter((table) => table !== 'entry'), ...derivedTables];
  await Promise.all(
    [1, 2].map(async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`set search_path = vizitka, public; set maintenance_work_mem = '256MB'`);
      for (let table = left.shift(); table; table = left.shift()) await client.query(`vacuum (analyze) ${table}`);
      await client.query('checkpoint'); // so that what comes next does not wait for it
      await client.end();
    }),
  );
  log(`vacuum: ${seconds(start)} s`);
}
