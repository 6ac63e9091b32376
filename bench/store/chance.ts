import type { Dice } from '../invented.ts';

/** A repeatable source of chance that can be set anew for every thing that is made, so that each is the same whoever makes it and in which order. */
export interface Chance extends Dice {
  /** Sets it to thing number `n` of a kind of things; answers itself. */
  of(kind: number, n: number): Chance;
  /** From 0 to below 1. */
  next(): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  /** A UUID: version 8 (RFC 9562), whose bits are the maker's. The first digits follow from the thing's number, others from how many it was given: no two are the same. */
  uuid(): string;
}

/** What is made: each kind has chances of its own. */
export const kinds = {
  plan: 1,
  person: 2,
  value: 3,
  conversation: 4,
  entry: 5,
  card: 6,
  company: 7,
  word: 8,
  merge: 9,
  sample: 10,
};

const hex = Buffer.from('0123456789abcdef');
const uuidText = Buffer.from('00000000-0000-8000-8000-000000000000');

/** Chance after mulberry32, its state mixed from seed, kind and number by the finalizer of MurmurHash3. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  let thing = 0;
  let serial = 0;
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const next = () => bits() / 4_294_967_296;
  const chance: Chance = {
    of(kind, n) {
      state = mixed(mixed(seed ^ Math.imul(kind, 0x9e3779b1)) ^ n);
      thing = n;
      serial = kind << 24;
      return chance;
    },
    next,
    below: (n) => Math.floor(next() * n),
    pick: <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item,
    happens: (probability) => next() < probability,
    uuid() {
      const place = mixed(serial++);
      putHex(0, mixed(thing ^ seed), 8);
      putHex(9, bits(), 4);
      putHex(15, bits(), 3);
      putHex(20, place, 3);
      putHex(24, place >>> 12, 5);
      putHex(29, bits(), 7);
      return uuidText.toString('latin1');
    },
  };
  return chance;
}

/** So many digits at a place. */
function putHex(at: number, bits: number, count: number): void {
  for (let place = 0; place < count; place++) uuidText[at + place] = hex[(bits >>> (4 * place)) & 15] as number;
}

function mixed(n: number): number {
  let h = n | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
