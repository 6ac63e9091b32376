import type { Blocks } from './blocks.ts';
import { type Comparison, compare, emptyComparison } from './compare.ts';
import { fieldKeys } from './fields.ts';
import { type Slices, sliced } from './slices.ts';
import type { Subject } from './subject.ts';
import { type Tables, weigh, weights } from './weigh.ts';

/** Compared pairs to learn from; each stands for `weight` pairs of the workspace. */
export interface Observed {
  size: number;
  levels: Int8Array;
  rarity: Float32Array;
  weight: Float32Array;
}

/** At most this many pairs are learned from, of those that share a key and of all others. */
const mostTogether = 200_000;
const mostApart = 200_000;

/**
 * Pairs to learn from. Those that share a key and look at all alike are all taken; of the unlike ones and of the pairs that share no key,
 * every so many is taken and stands for the others: so chance is learned from what chance brings.
 */
export async function observe(
  subjects: readonly Subject[],
  blocks: Blocks,
  tables: Tables,
  slices: Slices,
): Promise<Observed> {
  const { due, pause } = sliced(slices);
  const kept = new Collector(mostTogether + mostApart);
  const comparison = emptyComparison();
  const weighed = new Float64Array(weights);
  const random = randomFrom(7);
  const unlike: [number, number][] = [];
  let unlikeSeen = 0;
  let together = 0;
  for (let i = 0; i < subjects.length; i++) {
    const a = subjects[i] as Subject;
    for (const j of blocks.candidates(i)) {
      together++;
      compare(a, subjects[j] as Subject, comparison);
      weigh(tables, comparison, weighed);
      if (1 - (weighed[weights - 1] ?? 0) > 0.001 && kept.size < mostTogether * 0.75) kept.add(comparison, 1);
      else if (++unlikeSeen <= mostTogether * 0.25) unlike.push([i, j]);
      else if (random() < (mostTogether * 0.25) / unlikeSeen) unlike[Math.floor(random() * unlike.length)] = [i, j];
    }
    if (due()) await pause(i / subjects.length / 2);
  }
  for (const [i, j] of unlike) {
    compare(subjects[i] as Subject, subjects[j] as Subject, comparison);
    kept.add(comparison, unlikeSeen / unlike.length);
  }
  const all = (subjects.length * (subjects.length - 1)) / 2;
  const apart = Math.max(0, all - together);
  const wanted = Math.min(mostApart, apart);
  const from = kept.size;
  for (const [i, j] of somePairs(subjects.length, wanted, all, random)) {
    if (blocks.together(i, j)) continue;
    compare(subjects[i] as Subject, subjects[j] as Subject, comparison);
    kept.add(comparison, 1);
    if (due()) await pause(0.5);
  }
  const taken = kept.size - from;
  for (let p = from; p < kept.size; p++) kept.weight[p] = apart / taken;
  return kept;
}

/** All pairs of a small set, random ones of a large one. */
function* somePairs(size: number, wanted: number, all: number, random: () => number): Generator<[number, number]> {
  if (all <= wanted * 2) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) yield [i, j];
    return;
  }
  for (let n = 0; n < wanted; n++) {
    const i = Math.floor(random() * size);
    const j = Math.floor(random() * size);
    if (i !== j) yield [i, j];
  }
}

class Collector implements Observed {
  size = 0;
  levels: Int8Array;
  rarity: Float32Array;
  weight: Float32Array;
  constructor(room: number) {
    this.levels = new Int8Array(room * fieldKeys.length);
    this.rarity = new Float32Array(room * fieldKeys.length);
    this.weight = new Float32Array(room);
  }
  add(comparison: Comparison, weight: number): void {
    if (this.size === this.weight.length) return;
    this.levels.set(comparison.levels, this.size * fieldKeys.length);
    this.rarity.set(comparison.rarity, this.size * fieldKeys.length);
    this.weight[this.size++] = weight;
  }
}

/** The same numbers for the same seed (mulberry32): what is learned from the same records is the same. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
