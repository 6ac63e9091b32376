import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type DirectoryKey, keyValue, orderBy, stretches, within } from './directory-order.ts';
import { lastContactSeen } from './directory-sight.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import { type DirectoryList, isReordered, type TierPage, walk } from './directory-walk.ts';

/** So many candidates are looked up and sorted; above, the order's own index is walked until the page is full. Both cost a few milliseconds at a million cards. */
const mostCandidates = 3_000;
const mostGathered = 10_000;

/**
 * The next `need` cards of one tier in an order, after a key. No single plan serves every fragment: rare ones are looked up and
 * sorted, common ones are met often enough on a walk along the order. A walk looks where it stands and changes over when hits are sparse.
 */
export async function tierPage(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
): Promise<TierPage> {
  if (tier.ranked) return ranked(tx, list, tier, await tier.ranked(tx), after, need);
  const few = list.state === 'binned' ? null : await tier.candidates?.(tx, mostCandidates);
  if (few) return sorted(tx, list, tier, after, need, few);
  if (list.state === 'binned' || (isReordered(list) && !list.order.descending))
    return sorted(tx, list, tier, after, need, null);
  const walked = await walk(tx, list, tier, after, need);
  if (walked) return walked;
  const gathered = await tier.gathered?.(tx, mostGathered);
  if (gathered) return sorted(tx, list, tier, after, need, gathered);
  return (await walk(tx, list, { isIn: tier.isIn }, after, need)) as TierPage;
}

/** Those of some cards that belong to the tier, in the order they come in. */
async function ranked(
  tx: Tx,
  { sight, state, filters }: DirectoryList,
  tier: DirectoryTier,
  ids: number[],
  after: DirectoryKey | null,
  need: number,
): Promise<TierPage> {
  const rest = after ? ids.slice(ids.indexOf(after.id) + 1) : ids;
  if (rest.length === 0) return { found: [], goOn: null };
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.id = any(${rest}::bigint[]) and c.state = ${state}
      and ${tier.isIn} and ${filters}`.execute(tx);
  const shown = new Set(rows.map(({ id }) => id));
  const found = rest.filter((id) => shown.has(id)).slice(0, need);
  return { found: found.map((id) => ({ id, value: null })), goOn: null };
}

/** Those of some cards (null: of all) that belong to the tier, sorted. */
async function sorted(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
  ids: number[] | null,
): Promise<TierPage> {
  if (ids?.length === 0) return { found: [], goOn: null };
  const { sight, order } = list;
  const found: DirectoryKey[] = [];
  const among = ids ? sql`and c.id = any(${ids}::bigint[])` : sql``;
  for (const stretch of stretches(order, after)) {
    if (found.length >= need) break;
    const { rows } = await sql<DirectoryKey>`
      select c.id, ${keyValue(order, sql.ref(`c.${order.column}`))} as value from (
        select c.id, c.sort_key, c.name_folded, c.search_folded, c.tags, c.binned_at, ${lastContactSeen(sight)} as last_contact_at
        from contact c where c.workspace_id = ${sight.actor.workspaceId} and c.state = ${list.state} ${among} offset 0) c
      where ${tier.isIn} and ${within(order, stretch, after)} and ${list.filters}
      order by ${orderBy(order)} limit ${need - found.length}`.execute(tx);
    found.push(...rows);
  }
  return { found, goOn: null };
}
