import type { SizeName } from './types.ts';

/** To be raised with every change of what is generated: stores that were made by another one are made anew. */
export const generatorVersion = 3;

/** What luck they are made with: the same seed, the same store. */
export const seed = 20_261_122;

/** How many of everything. Entries are a goal that is met exactly; identifiers come to about two and a half a card. */
export interface Size {
  contacts: number;
  conversations: number;
  entries: number;
  /** Cards with so long histories. */
  heavy: number[];
  /** Entries of each of the two cards that are there to be merged. */
  toMerge: number;
}

export const sizes: Record<SizeName, Size> = {
  '1%': { contacts: 10_000, conversations: 30_000, entries: 100_000, heavy: [20_000], toMerge: 10_000 },
  '10%': { contacts: 100_000, conversations: 300_000, entries: 1_000_000, heavy: [50_000, 50_000], toMerge: 10_000 },
  '100%': {
    contacts: 1_000_000,
    conversations: 3_000_000,
    entries: 10_000_000,
    heavy: [50_000, 50_000, 20_000],
    toMerge: 10_000,
  },
};
