import type { DirectoryKey } from './directory-order.ts';
import type { DirectoryQuery } from './directory-query.ts';
import type { RelevanceTiers } from './directory-tiers.ts';
import type { DirectoryList } from './directory-walk.ts';

/** A card's place in a list: its tier of relevance, and its key in the order. */
export interface Place {
  tier: number;
  key: DirectoryKey;
}

/** What a search is asked: `from`, where the page before ended. */
export interface Searching {
  list: DirectoryList;
  query: DirectoryQuery;
  from: Place | null;
  need: number;
}

/** The tiers as places have them. */
export const tierNumbers = { exact: 0, names: 1, sounds: 2, rest: 3 } as const satisfies Record<
  keyof RelevanceTiers,
  number
>;

/** Where a tier goes on: at its beginning, unless the page before ended in it. */
export function keyIn(from: Place | null, name: keyof RelevanceTiers): DirectoryKey | null {
  return from?.tier === tierNumbers[name] ? from.key : null;
}
