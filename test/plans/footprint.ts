import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** What some work touched in the store: nothing of it depends on how fast or busy the machine is. */
export interface Footprint {
  /** Pages of tables and indexes that were asked for, whether they were in memory or not. */
  pages: number;
  /** The same by table and index, partitions under the name of their parent. */
  pagesOf: Record<string, number>;
  /** Indexes that were entered, partitions' under the name of their parent's. */
  indexes: string[];
  /** Tables that were read from end to end, small ones (see `small`) left out. */
  readWhole: string[];
}

/** A table of so few pages is rightly read as a whole. */
const small = 8;

/**
 * Does some work and tells what it touched, functions behind it included: from the counters that PostgreSQL keeps of the running transaction
 * (`pg_stat_get_xact_…`, "Cumulative Statistics System" in its manual).
 */
export async function footprint<Result>(
  tx: Tx,
  work: () => Promise<Result>,
): Promise<{ result: Result; touched: Footprint }> {
  await sql`set local max_parallel_workers_per_gather = 0`.execute(tx); // helpers count for themselves
  const before = new Map((await counters(tx)).map((one) => [one.oid, one]));
  const result = await work();
  const touched: Footprint = { pages: 0, pagesOf: {}, indexes: [], readWhole: [] };
  const indexes = new Set<string>();
  const readWhole = new Set<string>();
  for (const { oid, name, isIndex, pages, scans, size } of await counters(tx)) {
    const asked = pages - (before.get(oid)?.pages ?? 0);
    touched.pages += asked;
    if (asked > 0) touched.pagesOf[name] = (touched.pagesOf[name] ?? 0) + asked;
    if (scans === (before.get(oid)?.scans ?? 0)) continue;
    if (isIndex) indexes.add(name);
    else if (size > small) readWhole.add(name);
  }
  return { result, touched: { ...touched, indexes: [...indexes].sort(), readWhole: [...readWhole].sort() } };
}

interface Counter {
  oid: number;
  /** A partition's is its parent's. */
  name: string;
  isIndex: boolean;
  pages: number;
  /** Of an index: entrances. Of a table: readings from end to end. */
  scans: number;
  /** Pages on disk, as of the last vacuum. */
  size: number;
}

async function counters(tx: Tx): Promise<Counter[]> {
  const { rows } = await sql<Counter>`
    select c.oid::int, coalesce(parent.relname, c.relname) as name, c.relkind = 'i' as is_index, c.relpages as size,
      pg_stat_get_xact_blocks_fetched(c.oid)::int as pages, pg_stat_get_xact_numscans(c.oid)::int as scans
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
    where c.relnamespace = 'vizitka'::regnamespace and c.relkind in ('r', 'i')`.execute(tx);
  return rows;
}
