import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, type Tx } from '#db/database.ts';
import { startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { emptyMemory } from '#domain/contacts/duplicates/changed-cards.ts';
import { findAll } from '#domain/contacts/duplicates/find-all.ts';
import { findChanged } from '#domain/contacts/duplicates/find-changed.ts';
import type { CardRecord } from '#domain/contacts/duplicates/matcher/record.ts';
import { claimRun } from '#domain/contacts/duplicates/search-run.ts';
import { inventedPeople } from '#test/support/cards/people.ts';

/**
 * `node bench/duplicates.ts`: how long all cards of a directory take to be compared, from the store and back into it, and how long a new card
 * beside them takes. One person in twenty has a second card.
 */
const { values: flags } = parseArgs({
  options: { cards: { type: 'string', default: '100000' }, news: { type: 'string', default: '200' } },
});
const [size, news] = [Number(flags.cards), Number(flags.news)];
const { signal } = new AbortController();
const loop = monitorEventLoopDelay({ resolution: 10 });
loop.enable();
const dataDir = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
await chmod(dataDir, 0o755); // as root the server runs under another user id
const server = await startEmbedded({ dataDir });
const database = openDatabase(server.url('vizitka_server'));
try {
  await migrate(server.url('vizitka_owner'));
  const records = manyPeople(size + news);
  const workspaceId = await filled(records.slice(0, size));
  for (const time of ['first', 'again']) console.log(`all cards, ${time}: ${await allCards(workspaceId)}`);
  console.log(`a new card: ${await newCards(workspaceId, records.slice(size, size + news))}`);
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Of several towns' worth of people: within one, addresses of a common name run out. */
function manyPeople(count: number): CardRecord[] {
  const records: CardRecord[] = [];
  for (let seed = 1; records.length < count; seed++) {
    const some = inventedPeople({ seed, people: 5_000, twice: 0.05, language: 'cs' }).records;
    records.push(
      ...some.map((record) => ({
        ...record,
        emails: record.emails.map((address) => address.replace('@', `.${seed}@`)),
      })),
    );
  }
  return records.slice(0, count);
}

async function allCards(workspaceId: string): Promise<string> {
  loop.reset();
  const before = process.cpuUsage();
  const start = performance.now();
  const run = await database.inWorkspace(workspaceId, (tx) => claimRun(tx, workspaceId));
  if (!run) throw new Error('another run is under way');
  const found = await findAll(database, workspaceId, run, { signal, seen: new Date() });
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const { user, system } = process.cpuUsage(before);
  const { rss } = process.memoryUsage();
  const costs = `${((user + system) / 1e6).toFixed(1)} s of this process, memory ${Math.round(rss / 1_048_576)} MB, longest turn ${(loop.max / 1e6).toFixed(0)} ms`;
  return `${seconds} s; ${JSON.stringify(found)}; ${costs}`;
}

async function newCards(workspaceId: string, records: CardRecord[]): Promise<string> {
  const memory = emptyMemory();
  const took: number[] = [];
  const before = process.cpuUsage();
  for (const [place, record] of records.entries()) {
    const row = toRow(record, size + place + 1);
    await database.inWorkspace(workspaceId, (tx) => addCards(tx, workspaceId, [row], new Date()));
    const start = performance.now();
    await findChanged(database, workspaceId, memory, { settled: Date.now() + 60_000, signal });
    took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? Number.NaN).toFixed(1);
  const { user, system } = process.cpuUsage(before);
  const own = ((user + system) / 1e3 / records.length).toFixed(1);
  return `${at(0.5)} ms at the median, ${at(0.95)} ms at the 95th percentile, ${at(0.999)} ms at most; ${own} ms of this process each`;
}

async function filled(records: CardRecord[]): Promise<string> {
  const workspaceId = randomUUID();
  await database.atTheDoor((tx) => sql`select create_workspace(${workspaceId}, 'bench', 'Bench', 'CZ')`.execute(tx));
  for (let from = 0; from < records.length; from += 2_000) {
    const rows = records.slice(from, from + 2_000).map((record, place) => toRow(record, from + place + 1));
    await database.inWorkspace(workspaceId, (tx) => addCards(tx, workspaceId, rows, new Date('2026-01-01')));
  }
  const owner = new pg.Client({ connectionString: server.url('vizitka_owner') });
  await owner.connect();
  await owner.query('vacuum (analyze)');
  await owner.end();
  return workspaceId;
}

function toRow(record: CardRecord, id: number) {
  const { names, emails, phones, birthDate, company, street, city, postcode, region, country } = record;
  const given = { birth_date: birthDate, company, street, city, postcode, region, country };
  const filledIn = Object.entries(given).filter(([, value]) => value !== null);
  const from = { source: 'import', rank: 6, at: '2026-01-01T00:00:00Z' };
  return {
    id,
    name: names[0] ?? null,
    attributes: Object.fromEntries(filledIn.map(([field, value]) => [field, { value, ...from }])),
    values: [...emails.map((key) => ({ kind: 'email', key })), ...phones.map((key) => ({ kind: 'phone', key }))],
  };
}

/** The first card that has a value owns it. */
async function addCards(tx: Tx, workspaceId: string, cards: ReturnType<typeof toRow>[], at: Date): Promise<void> {
  await sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) as g (id bigint, name text, attributes jsonb, "values" jsonb)),
    cards as (insert into contact (workspace_id, id, survivor_id, name, name_source, name_rank, name_at, attributes, updated_at)
      select ${workspaceId}, id, id, name, 'import', 6, ${at}::timestamptz, attributes, ${at}::timestamptz from given),
    owned as (insert into identifier (workspace_id, kind, key, owner_id, last_seen)
      select distinct on (v.kind, v.key) ${workspaceId}::uuid, v.kind, v.key, id, now() from given, jsonb_to_recordset("values") as v (kind text, key text)
      order by v.kind, v.key, id on conflict do nothing)
    insert into contact_identifier (workspace_id, contact_id, kind, key, id, display, trust, source, first_seen)
    select ${workspaceId}, id, v.kind, v.key, gen_random_uuid(), v.key, 2, '{"by":"import"}', ${at}::timestamptz
    from given, jsonb_to_recordset("values") as v (kind text, key text) on conflict do nothing`.execute(tx);
}
