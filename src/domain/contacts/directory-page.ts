import type { Tx } from '#db/database.ts';
import type { DirectoryKey } from './directory-order.ts';
import { sorted, theseIds } from './directory-sorted.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import { type DirectoryList, isReordered, type TierPage, walk } from './directory-walk.ts';

/** So many candidates are looked up and sorted; above, the order's own index is walked until the page is full. Both cost a few milliseconds at a million cards. */
export const mostCandidates = 3_000;
export const mostGathered = 10_000;

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
  const among = async (ids: number[] | null) => {
    if (ids?.length === 0) return { found: [], goOn: null };
    const cards = ids && theseIds(ids);
    return { found: await sorted(tx, list, { among: cards, isIn: tier.isIn, after, need }), goOn: null };
  };
  const few = list.state === 'binned' ? null : await tier.candidates?.(tx, mostCandidates);
  if (few) return among(few);
  if (list.state === 'binned' || (isReordered(list) && !list.order.descending)) return among(null);
  const walked = await walk(tx, list, tier, after, need);
  if (walked) return walked;
  const gathered = await tier.gathered?.(tx, mostGathered);
  if (gathered) return among(gathered);
  return (await walk(tx, list, { isIn: tier.isIn }, after, need)) as TierPage;
}
