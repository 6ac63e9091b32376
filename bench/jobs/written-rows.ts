import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Bench } from './bench.ts';

/**
 * Where the product inserts other numbers of rows than its floor does, table by table; null where they are the same. Both are rolled back. The server counts what a
 * transaction writes as it goes.
 */
export async function differingRows(
  within: Bench['within'],
  product: (tx: Tx) => Promise<unknown>,
  floor: (tx: Tx) => Promise<unknown>,
): Promise<string | null> {
  const [ours, bare] = [await inserted(within, product), await inserted(within, floor)];
  const tables = [...new Set([...ours.keys(), ...bare.keys()])];
  const differing = tables.filter((table) => ours.get(table) !== bare.get(table));
  if (differing.length === 0) return null;
  return `the floor writes other rows: ${differing.map((table) => `${table} ${bare.get(table) ?? 0} instead of ${ours.get(table) ?? 0}`).join(', ')}`;
}

async function inserted(within: Bench['within'], work: (tx: Tx) => Promise<unknown>): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  const undone = new Error('undone');
  try {
    await within(async (tx) => {
      const before = await writtenSoFar(tx);
      await work(tx);
      for (const [table, n] of await writtenSoFar(tx)) {
        const own = n - (before.get(table) ?? 0);
        if (own > 0) counted.set(table, own);
      }
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  return counted;
}

/** Not yet told to the statistics, those of the connection's last transactions among them. */
async function writtenSoFar(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`
    select relname as name, n_tup_ins as n from pg_stat_xact_user_tables where schemaname = 'vizitka'`.execute(tx);
  const written = new Map<string, number>();
  for (const { name, n } of rows) {
    const table = name.replace(/^entry_.*/, 'entry');
    written.set(table, (written.get(table) ?? 0) + n);
  }
  return written;
}
