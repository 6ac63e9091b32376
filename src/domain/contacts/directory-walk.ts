import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import {
  type DirectoryKey,
  type DirectoryOrder,
  keyValue,
  orderBy,
  type Stretch,
  stretches,
  within,
} from './directory-order.ts';
import { type DirectorySight, lastContactSeen } from './directory-sight.ts';
import type { DirectoryTier } from './directory-tiers.ts';

/** What a page is read from. `filters` are conditions on rows of `c`, sight among them. */
export interface DirectoryList {
  sight: DirectorySight;
  state: 'active' | 'binned';
  order: DirectoryOrder;
  filters: RawBuilder<boolean>;
}

/** Some cards of a tier. `goOn` is where to go on when looking for more would have taken too long; else null. */
export interface TierPage {
  found: DirectoryKey[];
  goOn: DirectoryKey | null;
}

const firstSteps = 500;
/** A walk that promises to be longer than this gives way to the trigram index, if the tier has that way. */
const longWalk = 15_000;
/** A walk ends here; the next page goes on from where it stood. */
const longestWalk = 60_000;

/**
 * Walks along an order's index until so many cards of a tier are found. Each step is bounded, whatever the planner expects.
 * @returns null when hits are so sparse that the tier's cards are better gathered.
 */
export async function walk(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
): Promise<TierPage | null> {
  if (isReordered(list)) return walkReordered(tx, list, tier, after, need);
  const found: DirectoryKey[] = [];
  let walked = 0;
  for (const stretch of stretches(list.order, after)) {
    let at = after;
    for (let steps = firstSteps; found.length < need; steps = Math.min(steps * 4, 20_000)) {
      const step = await go(tx, list, tier, { stretch, at, steps, limit: need - found.length });
      found.push(...step.hits);
      walked += step.walked;
      if (found.length >= need || !step.at) break;
      at = step.at;
      if (tier.gathered && (walked / Math.max(found.length, 0.5)) * need > longWalk) return null;
      if (walked > longestWalk) return { found, goOn: at };
    }
  }
  return { found, goOn: null };
}

/** Whether the actor's last contacts differ from those that the index is in the order of. */
export function isReordered({ order, sight }: DirectoryList): boolean {
  return order.column === 'last_contact_at' && sight.hidden.length > 0;
}

/**
 * For whom some queues are hidden, a card's last contact may be earlier than the one it is indexed by, never later. The walk begins at the
 * top, whatever the page, and a card counts once the walk is past its place: later pages cost more, for these actors alone.
 */
async function walkReordered(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
): Promise<TierPage | null> {
  const hits: DirectoryKey[] = [];
  let walked = 0;
  for (const stretch of stretches(list.order, null)) {
    let at: DirectoryKey | null = null;
    for (let steps = firstSteps; ; steps = Math.min(steps * 4, 20_000)) {
      const step = await go(tx, list, tier, { stretch, at, steps, limit: null });
      hits.push(...step.hits.filter((hit) => !after || newestFirst(after, hit) < 0));
      walked += step.walked;
      if (!step.at) break;
      at = step.at;
      const passed = hits.filter((hit) => newestFirst(hit, step.at as DirectoryKey) <= 0);
      if (passed.length >= need) return { found: passed.sort(newestFirst).slice(0, need), goOn: null };
      if (tier.gathered && (walked / Math.max(hits.length, 0.5)) * need > longWalk) return null;
      if (walked > 5 * longestWalk) return { found: passed.sort(newestFirst), goOn: null }; // what hardly any card has is given up
    }
  }
  return { found: hits.sort(newestFirst).slice(0, need), goOn: null };
}

interface Step {
  stretch: Stretch;
  at: DirectoryKey | null;
  steps: number;
  limit: number | null;
}

/** One bounded step: the hits in it, how far it went, and where it ended (null: at the end of the stretch, or when `limit` hits were found). */
async function go(
  tx: Tx,
  { sight, order, filters }: DirectoryList,
  tier: DirectoryTier,
  { stretch, at, steps, limit }: Step,
) {
  const value = order.column === 'last_contact_at' ? lastContactSeen(sight) : sql.ref(`c.${order.column}`);
  const isHit = sql`(${tier.isIn} and ${filters})`;
  const { rows } = await sql<DirectoryKey & { n: number; hit: boolean; place: string | null }>`
    select c.id, c.n, ${isHit} as hit, ${keyValue(order, value)} as value, ${keyValue(order, sql.ref(`c.${order.column}`))} as place from (
      select c.id, c.sort_key, c.last_contact_at, c.binned_at, c.name_folded, c.search_folded, c.tags, row_number() over (order by ${orderBy(order)}) as n
      from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = 'active' and ${within(order, stretch, at)}
      order by ${orderBy(order)} limit ${steps}) c
    where c.n = ${steps} or ${isHit} ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx);
  const last = rows.at(-1);
  return {
    hits: rows.filter(({ hit }) => hit).map(({ id, value: key }) => ({ id, value: key })),
    walked: last?.n ?? steps,
    at: last?.n === steps ? { id: last.id, value: last.place } : null,
  };
}

function newestFirst(a: DirectoryKey, b: DirectoryKey): number {
  if (a.value !== b.value) return a.value === null ? 1 : b.value === null ? -1 : a.value < b.value ? 1 : -1;
  return b.id - a.id;
}
