/** Numbers that look random and follow from a seed (mulberry32): what went wrong once can be tried again. */
export interface Random {
  /** 0 to below `n`, whole. */
  int(n: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item;
  /** Some of a list, at most `n`, each once. */
  some<Item>(list: readonly Item[], n: number): Item[];
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (n: number) => Math.floor(next() * n);
  const pick = <Item>(list: readonly Item[]) => list[int(list.length)] as Item;
  return {
    int,
    pick,
    chance: (probability) => next() < probability,
    some: (list, n) => (list.length === 0 ? [] : [...new Set(Array.from({ length: int(n + 1) }, () => pick(list)))]),
  };
}
