import { type FieldKey, fieldKeys } from './fields.ts';

/** How two records compare, per field in the order of `fieldKeys`. */
export interface Comparison {
  /** Below 0 where one of them has no value. */
  readonly levels: Int8Array;
  /** How common what they share is, from 0 to 1, and what that means for the chance of the level. */
  readonly rarity: Float32Array;
  readonly meaning: Int8Array;
}

/** What a rarity means for the chance of a level: nothing; it is the chance; it comes on top of the level's; it is the most it can be. */
export const rarityMeans = { nothing: 0, instead: 1, besides: 2, atMost: 3 } as const;

/** Where each field stands. */
export const place = Object.fromEntries(fieldKeys.map((key, index) => [key, index])) as Record<FieldKey, number>;

/** A comparison to be filled, again and again. */
export function emptyComparison(): Comparison {
  const size = fieldKeys.length;
  return { levels: new Int8Array(size).fill(-1), rarity: new Float32Array(size), meaning: new Int8Array(size) };
}

/** Notes the level of one field. */
export function put(into: Comparison, field: FieldKey, level: number, rarity = 0, meaning = 1): void {
  const at = place[field];
  into.levels[at] = level;
  into.rarity[at] = rarity;
  into.meaning[at] = rarity > 0 ? meaning : rarityMeans.nothing;
}
