import type { Tx } from '#db/database.ts';
import type { Newest } from './directory-containing.ts';
import type { DirectoryKey } from './directory-order.ts';
import { certainOf, sorted, theseIds } from './directory-sorted.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import { type Begun, type DirectoryList, isReordered, longWalk, type TierPage, walk } from './directory-walk.ts';

/** So many candidates are looked up and sorted; above, the order's own index is walked until the page is full. Both cost a few milliseconds at a million cards. */
export const mostCandidates = 3_000;
export const mostGathered = 10_000;

/**
 * The next `need` cards of one tier in an order, after a key. No single plan serves every fragment: rare ones are looked up and
 * sorted, common ones are met often enough on a walk along the order. A walk looks where it stands and changes over when hits are sparse.
 * @param begun a first step that was taken already.
 */
export async function tierPage(
  tx: Tx,
  list: DirectoryList,
  tier: DirectoryTier,
  after: DirectoryKey | null,
  need: number,
  begun: Begun | null = null,
): Promise<TierPage> {
  const among = async (ids: number[] | null) => {
    if (ids?.length === 0) return { found: [], goOn: null };
    const cards = ids && theseIds(ids);
    return { found: await sorted(tx, list, { among: cards, isIn: tier.isIn, after, need }), goOn: null };
  };
  const few = list.state === 'binned' ? null : await tier.candidates?.(tx, mostCandidates);
  if (few) return among(few);
  if (list.state === 'binned' || (isReordered(list) && !list.order.descending)) return among(null);
  const newest = newestOf(list, after, need);
  for (const [patience, worth] of turns) {
    const walked = await walk(tx, list, tier, after, need, { begun, patience });
    if (walked) return walked;
    const gathered = await tier.gathered?.(tx, mostGathered, newest, worth);
    if (!gathered) continue;
    if (!isReordered(list) || gathered.length !== newest?.need) return among(gathered);
    const found = await certainOf(tx, list, { among: theseIds(gathered), isIn: tier.isIn, after, need });
    return found ? { found, goOn: null } : among((await tier.gathered?.(tx, mostGathered)) ?? null);
  }
  return (await walk(tx, list, { isIn: tier.isIn }, after, need, { begun })) as TierPage;
}

/** How long a walk may promise to be before the index is asked, and about how many cards may be read there for it. */
const turns = [
  [longWalk, 2 * longWalk],
  [5 * longWalk, null],
] as const;

/** So many of the newest fill a page; for whom they are in another order, most likely. Null where others are to be left out of them. */
export function newestOf(list: DirectoryList, after: DirectoryKey | null, need: number): Newest | null {
  const { order, isNarrowed } = list;
  if (order.column !== 'last_contact_at' || !order.descending || isNarrowed) return null;
  if (!isReordered(list)) return { after, need };
  return after ? null : { after, need: 2 * need };
}
