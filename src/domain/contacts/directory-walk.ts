import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import {
  type DirectoryKey,
  type DirectoryOrder,
  keyValue,
  newestFirst,
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

export const firstSteps = 500;
/** At the top of a list that is walked anew for each page, of which most rows are shown. */
const fewSteps = 80;
/** A walk that promises to be longer than this gives way to the trigram index, if the tier has that way. */
const longWalk = 15_000;
/** A walk ends here; the next page goes on from where it stood. */
export const longestWalk = 60_000;

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
    for (let steps = after ? firstSteps : fewSteps; ; steps = Math.min(steps * 4, 20_000)) {
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

/** A row of a step: a hit, or its last. `value` is the key that the actor may know of, `place` the one that the index has. */
export interface StepRow extends DirectoryKey {
  n: number;
  hit: boolean;
  place: string | null;
}

/** One bounded step: the hits in it, how far it went, and where it ended (null: at the end of the stretch, or when `limit` hits were found). */
async function go(tx: Tx, list: DirectoryList, tier: DirectoryTier, step: Step) {
  const { rows } = await stepRows(list, tier, step).execute(tx);
  return stepTaken(rows, step.steps);
}

function stepTaken(rows: StepRow[], steps: number) {
  const last = rows.at(-1);
  return {
    hits: rows.filter(({ hit }) => hit).map(({ id, value: key }) => ({ id, value: key })),
    walked: last?.n ?? steps,
    at: last?.n === steps ? { id: last.id, value: last.place } : null,
  };
}

/** Whether one step tells of a page after a key: where cards have a last contact; for whom these are in another order, at the top alone. */
export function canStep(list: DirectoryList, after: DirectoryKey | null): boolean {
  return after === null || (after.value !== null && !isReordered(list));
}

/** So many hits end a step that is to fill a page: for whom they are in another order, more than the page has. */
export function mostHits(list: DirectoryList, need: number): number {
  return isReordered(list) ? 2 * need : need;
}

/**
 * The page that one step met, as far as nothing that was not met can come before it; null when it is not enough.
 * @param options `most`: so many hits ended the step.
 */
export function metOnStep(
  list: DirectoryList,
  rows: StepRow[],
  { steps, most, need }: { steps: number; most: number; need: number },
): TierPage | null {
  const hits = rows.filter(({ hit }) => hit).map(({ id, value }) => ({ id, value }));
  if (!isReordered(list)) return hits.length >= need ? { found: hits.slice(0, need), goOn: null } : null;
  const last = rows.at(-1);
  const isEnded = last && (last.n === steps || hits.length >= most);
  const passed = isEnded ? hits.filter((hit) => newestFirst(hit, { id: last.id, value: last.place }) <= 0) : [];
  return passed.length >= need ? { found: passed.sort(newestFirst).slice(0, need), goOn: null } : null;
}

/** The query of a step. Of the index alone where the tier asks for nothing else: it has the names too. */
export function stepRows({ sight, order, filters }: DirectoryList, tier: DirectoryTier, step: Step) {
  const { stretch, at, steps, limit } = step;
  const value = order.column === 'last_contact_at' ? lastContactSeen(sight) : sql.ref(`c.${order.column}`);
  const isHit = sql`(${tier.isIn} and ${filters})`;
  return sql<StepRow>`
    select c.id, c.n, ${isHit} as hit, ${keyValue(order, value)} as value, ${keyValue(order, sql.ref(`c.${order.column}`))} as place from (
      select c.id, c.sort_key, c.last_contact_at, c.binned_at, c.name_folded, c.search_folded, c.tags, c.attributes,
        row_number() over (order by ${orderBy(order)}) as n
      from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = 'active' and ${within(order, stretch, at)}
      order by ${orderBy(order)} limit ${steps}) c
    where c.n = ${steps} or ${isHit} ${limit === null ? sql`` : sql`limit ${limit}`}`;
}
