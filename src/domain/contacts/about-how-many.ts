import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import type { DirectoryList } from './directory-walk.ts';

/** Up to so many are counted; above it is an estimate. */
const counted = 1_000;
const sample = 500;

/**
 * About how many cards a list has, without counting a million: the share of hits among the newest cards of the planner's estimate, or
 * the hits themselves where they are few. Null where neither can be said cheaply.
 */
export async function aboutHowMany(
  tx: Tx,
  list: DirectoryList,
  hits: DirectoryTier,
  isFiltered: boolean,
): Promise<number | null> {
  const { workspaceId } = list.sight.actor;
  const ofState = sql`from contact c where c.workspace_id = ${workspaceId} and c.state = ${list.state}`;
  const isHit = sql`(${hits.isIn} and ${list.filters})`;
  const { rows } = await sql<{ looked: number; hits: number }>`
    select count(*) as looked, count(*) filter (where ${isHit}) as hits
    from (select c.id, c.last_contact_at, c.name_folded, c.search_folded, c.tags ${ofState} order by c.last_contact_at desc nulls last, c.id desc limit ${sample}) c`.execute(
    tx,
  );
  const seen = rows[0] ?? { looked: 0, hits: 0 };
  if (seen.looked < sample) return seen.hits;
  const total = await planned(tx, workspaceId, list.state);
  const share = (seen.hits / seen.looked) * total;
  if (!isFiltered || (seen.hits >= 3 && share > 2 * counted)) return rounded(share);
  const few = (await hits.candidates?.(tx, counted)) ?? (await hits.gathered?.(tx, counted));
  if (!few) return hits.gathered || hits.candidates ? rounded(Math.max(counted, share)) : null;
  const exact = await sql<{ n: number }>`
    select count(*) as n from (select c.id, c.last_contact_at, c.name_folded, c.search_folded, c.tags ${ofState} and c.id = any(${few}::bigint[]) offset 0) c
    where ${isHit}`.execute(tx);
  return exact.rows[0]?.n ?? null;
}

/** How many cards of a state the planner expects. */
async function planned(tx: Tx, workspaceId: string, state: string): Promise<number> {
  const { rows } = await sql<Record<string, [{ Plan: { 'Plan Rows': number } }]>>`
    explain (format json) select from contact where workspace_id = ${sql.lit(workspaceId)} and state = ${sql.lit(state)}`.execute(
    tx,
  );
  return Object.values(rows[0] ?? {})[0]?.[0].Plan['Plan Rows'] ?? 0;
}

function rounded(n: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(n, 1))) - 1);
  return Math.round(n / step) * step;
}
