import type { Blocks } from './blocks.ts';
import { compare } from './compare.ts';
import { type Comparison, emptyComparison } from './comparison.ts';
import { fieldKeys } from './fields.ts';
import { type Slices, sliced } from './slices.ts';
import type { Subject } from './subject.ts';
import { type Tables, weigh, weights } from './weigh.ts';

/** Compared pairs to learn from; each stands for `weight` pairs of the workspace. */
export interface Observed {
  readonly size: number;
  /** From here on pairs share no key: chance alone explains what they have in common. */
  readonly apartFrom: number;
  /** The pair at `p`; the arrays are views, valid as long as this is. */
  at(p: number): Comparison;
  readonly weight: Float32Array;
}

/** At most this many pairs are learned from: that share a key and look alike; that share a key; that share none. */
const most = { alike: 150_000, together: 40_000, apart: 110_000 };
/** From this much doubt that chance explains a pair it looks alike. */
const doubt = 0.001;

/**
 * Pairs to learn from, drawn by lot from three heaps: those that share a key and look alike, others that share a key, and all others. Each
 * stands for as many as its heap is larger than what was drawn, so that chance is learned from what chance brings, and the few alike are
 * seen well.
 */
export async function observe(
  subjects: readonly Subject[],
  blocks: Blocks,
  tables: Tables,
  slices: Slices,
): Promise<Observed> {
  const { due, pause } = sliced(slices);
  const random = randomFrom(subjects.length);
  const alike = new Draw(most.alike, random);
  const together = new Draw(most.together, random);
  const comparison = emptyComparison();
  const weighed = new Float64Array(weights);
  for (const [i, a] of subjects.entries()) {
    for (const j of blocks.candidates(i)) {
      compare(a, subjects[j] as Subject, comparison);
      weigh(tables, comparison, weighed);
      (1 - (weighed[weights - 1] ?? 0) > doubt ? alike : together).offer(i, j);
      if (due()) await pause((0.8 * i) / subjects.length);
    }
    if (due()) await pause((0.8 * i) / subjects.length);
  }
  const apart = drawApart(subjects.length, blocks, alike.offered + together.offered, random);
  const heaps = [alike, together, apart];
  const kept = room(heaps.reduce((sum, heap) => sum + heap.pairs.length / 2, 0));
  for (const heap of heaps) {
    if (heap === apart) kept.apartFrom = kept.size;
    for (let p = 0; p < heap.pairs.length; p += 2) {
      compare(subjects[heap.pairs[p] ?? 0] as Subject, subjects[heap.pairs[p + 1] ?? 0] as Subject, comparison);
      kept.add(comparison, heap.offered / (heap.pairs.length / 2));
      if (due()) await pause(0.8 + (0.2 * kept.size) / kept.weight.length);
    }
  }
  return kept;
}

/** A fair draw of at most so many pairs out of any number (reservoir sampling; J. Vitter, 1985). */
class Draw {
  readonly pairs: number[] = [];
  offered = 0;
  readonly #size: number;
  readonly #random: () => number;
  constructor(size: number, random: () => number) {
    this.#size = size;
    this.#random = random;
  }
  offer(i: number, j: number): void {
    const at = this.offered < this.#size ? this.offered : Math.floor(this.#random() * (this.offered + 1));
    this.offered++;
    if (at >= this.#size) return;
    this.pairs[2 * at] = i;
    this.pairs[2 * at + 1] = j;
  }
}

/** Pairs that share no key: all of a small set, some of a large one. */
function drawApart(
  size: number,
  blocks: Blocks,
  together: number,
  random: () => number,
): Pick<Draw, 'pairs' | 'offered'> {
  const all = (size * (size - 1)) / 2;
  const pairs: number[] = [];
  const offer = (i: number, j: number) => {
    if (i !== j && !blocks.together(i, j)) pairs.push(i, j);
  };
  if (all <= 2 * most.apart) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) offer(i, j);
  } else {
    for (let n = 0; n < most.apart; n++) offer(Math.floor(random() * size), Math.floor(random() * size));
  }
  return { pairs, offered: all - together };
}

function room(
  size: number,
): Observed & { size: number; apartFrom: number; add(comparison: Comparison, weight: number): void } {
  const width = fieldKeys.length;
  const levels = new Int8Array(size * width);
  const rarity = new Float32Array(size * width);
  const meaning = new Int8Array(size * width);
  const views: Comparison[] = [];
  return {
    size: 0,
    apartFrom: 0,
    weight: new Float32Array(size),
    at(p) {
      return views[p] as Comparison;
    },
    add(comparison, weight) {
      const from = this.size * width;
      levels.set(comparison.levels, from);
      rarity.set(comparison.rarity, from);
      meaning.set(comparison.meaning, from);
      views.push({
        levels: levels.subarray(from, from + width),
        rarity: rarity.subarray(from, from + width),
        meaning: meaning.subarray(from, from + width),
      });
      this.weight[this.size++] = weight;
    },
  };
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
