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
import { type DirectorySight, extentSeen, lastContactSeen } from './directory-sight.ts';
import type { DirectoryTier } from './directory-tiers.ts';

/** What a page is read from. `filters` are conditions on rows of `c`, sight among them. */
export interface DirectoryList {
  sight: DirectorySight;
  state: 'active' | 'binned';
  order: DirectoryOrder;
  filters: RawBuilder<boolean>;
  /** The same without sight. */
  narrowed: RawBuilder<boolean>;
  /** Whether more than sight is among them. */
  isNarrowed: boolean;
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
export const longWalk = 15_000;
/** Where hits are met soon, or no other way is left. */
const longSteps = 20_000;
/** A walk ends here; the next page goes on from where it stood. */
export const longestWalk = 60_000;

/** What a first step along an order met: its hits, and where it ended after so many cards. */
export interface Begun {
  hits: DirectoryKey[];
  at: DirectoryKey;
  walked: number;
}

interface Walking {
  begun?: Begun | null;
  patience?: number;
}

/**
 * Walks along an order's index until so many cards of a tier are found. Each step is bounded, whatever the planner expects.
 * @param options `begun`: from where to go on, if a step was taken already. `patience`: how long a walk may promise to be where there is another way.
 * @returns null when hits are so sparse that the tier's cards are better gathered.
 */
export async function walk(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
  { begun = null, patience = longWalk }: Walking = {},
): Promise<TierPage | null> {
  if (isReordered(list)) return walkReordered(tx, list, tier, after, need, { begun, patience });
  const found: DirectoryKey[] = begun?.hits.slice(0, need) ?? [];
  let walked = begun?.walked ?? 0;
  if (tier.gathered && isSparse(walked, found.length, need, patience)) return null;
  for (const stretch of stretches(list.order, after)) {
    let at = stretch === 'filled' ? (begun?.at ?? after) : after;
    for (let steps = firstOf(tier, begun); found.length < need; steps = Math.min(steps * 4, longSteps)) {
      const step = await go(tx, list, tier, { stretch, at, steps, limit: need - found.length });
      found.push(...step.hits);
      walked += step.walked;
      if (found.length >= need || !step.at) break;
      at = step.at;
      if (tier.gathered && isSparse(walked, found.length, need, patience)) return null;
      if (walked > longestWalk) return tier.gathered ? null : { found, goOn: at };
    }
  }
  return { found, goOn: null };
}

/** Whether the rest of a page would be long in coming, by what was met so far. */
function isSparse(walked: number, hits: number, need: number, patience: number): boolean {
  return (walked / Math.max(hits, 0.5)) * need - walked > patience;
}

/** A tier without another way is walked in long steps: each ends with the page anyway. */
function firstOf(tier: DirectoryTier, begun: Begun | null): number {
  return tier.gathered ? (begun ? 4 * firstSteps : firstSteps) : longSteps;
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
  { begun, patience }: Required<Walking>,
): Promise<TierPage | null> {
  const hits: DirectoryKey[] = [...(begun?.hits ?? [])];
  let walked = begun?.walked ?? 0;
  if (tier.gathered && isSparse(walked, hits.length, need, patience)) return null;
  const limit = after ? null : mostHits(list, need);
  for (const stretch of stretches(list.order, null)) {
    let at = stretch === 'filled' ? (begun?.at ?? null) : null;
    for (
      let steps = begun ? firstOf(tier, begun) : after ? firstSteps : fewSteps;
      ;
      steps = Math.min(steps * 4, longSteps)
    ) {
      const step = await go(tx, list, tier, { stretch, at, steps, limit });
      hits.push(...step.hits.filter((hit) => !after || newestFirst(after, hit) < 0));
      walked += step.walked;
      if (!step.at) break;
      at = step.at;
      const passed = hits.filter((hit) => newestFirst(hit, step.at as DirectoryKey) <= 0);
      if (passed.length >= need) return { found: passed.sort(newestFirst).slice(0, need), goOn: null };
      if (tier.gathered && isSparse(walked, hits.length, need, patience)) return null;
      if (tier.gathered && walked > longestWalk) return null;
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

/** One bounded step: the hits in it, how far it went, and where it ended (null: at the end of the stretch). */
async function go(tx: Tx, list: DirectoryList, tier: DirectoryTier, step: Step) {
  const { rows } = await stepRows(list, tier, step).execute(tx);
  return stepTaken(rows, step);
}

function stepTaken(rows: StepRow[], { steps, limit }: Pick<Step, 'steps' | 'limit'>) {
  const last = rows.at(-1);
  const isEnded = last && (last.n === steps || rows.length === limit);
  return {
    hits: hitsOf(rows),
    walked: last?.n ?? steps,
    at: isEnded ? { id: last.id, value: last.place } : null,
  };
}

const hitsOf = (rows: StepRow[]) => rows.filter(({ hit }) => hit).map(({ id, value }) => ({ id, value }));

/** For going on from a first step; null where it met the end of those that have a last contact. */
export function begunBy(rows: StepRow[], step: { steps: number; limit: number }): Begun | null {
  const { hits, at, walked } = stepTaken(rows, step);
  return at && { hits, at, walked };
}

/** Whether one step tells of a page after a key: where cards have a last contact; for whom these are in another order, at the top alone. */
export function canStep(list: DirectoryList, after: DirectoryKey | null): boolean {
  return after === null || (after.value !== null && !isReordered(list));
}

/** So many hits end a step that is to fill a page: for whom they are in another order, more than the page has. */
export function mostHits(list: DirectoryList, need: number): number {
  return isReordered(list) ? need + Math.ceil(need / 4) : need;
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
  const hits = hitsOf(rows);
  if (!isReordered(list)) return hits.length >= need ? { found: hits.slice(0, need), goOn: null } : null;
  const last = rows.at(-1);
  const isEnded = last && (last.n === steps || hits.length >= most);
  const passed = isEnded ? hits.filter((hit) => newestFirst(hit, { id: last.id, value: last.place }) <= 0) : [];
  return passed.length >= need ? { found: passed.sort(newestFirst).slice(0, need), goOn: null } : null;
}

/**
 * The query of a step. Of the index alone where the tier asks for nothing else: it has the names too. How many steps stands in its text and the limit behind `select`,
 * for one plan to serve them all; and each card is asked once whether it is a hit, and what of it may be known of.
 */
export function stepRows({ sight, order, narrowed }: DirectoryList, tier: DirectoryTier, step: Step) {
  const { stretch, at, steps, limit } = step;
  const value =
    order.column === 'last_contact_at' ? lastContactSeen(sight, sql`c.extent`) : sql.ref(`c.${order.column}`);
  return sql<StepRow>`
    select c.id, c.n, c.extent > 0 as hit, ${keyValue(order, value)} as value, ${keyValue(order, sql.ref(`c.${order.column}`))} as place from (
      select c.id, c.n, c.last_contact_at, c.sort_key, c.binned_at, case when ${tier.isIn} and ${narrowed} then ${extentSeen(sight)} else 0 end as extent from (
        select c.id, c.sort_key, c.last_contact_at, c.binned_at, c.name_folded, c.search_folded, c.tags, c.attributes,
          row_number() over (order by ${orderBy(order)}) as n
        from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = 'active' and ${within(order, stretch, at)}
        order by ${orderBy(order)} limit ${sql.lit(steps)}) c offset 0) c
    where c.n = ${sql.lit(steps)} or c.extent > 0 ${limit === null ? sql`` : sql`limit (select ${limit}::int)`}`;
}
