import { blockingKeys, maxBlock, maxKeys } from './blocking.ts';
import type { PreparedRecord } from './record.ts';
import { part, type Slices, sliced } from './slices.ts';

/** Who stands under which key, in flat arrays: a hundred thousand records have two million entries. */
export interface Blocks {
  /** The records after `i` that share a key with it, once each; the array is used again by the next call. */
  candidates(i: number): readonly number[];
  /** Whether two records share a key that is looked at. */
  together(i: number, j: number): boolean;
}

/** Puts records under their keys. Keys meet as hashes of 32 bits: a rare collision costs one comparison more. */
export async function buildBlocks(records: readonly PreparedRecord[], slices: Slices = {}): Promise<Blocks> {
  const { starts, blockOf, sizes } = await number(records, part(slices, 0, 0.7));
  const { offsets, members } = await gather(starts, blockOf, sizes, part(slices, 0.7, 1));
  const seen = new Uint32Array(records.length);
  const found: number[] = [];
  return {
    candidates(i) {
      found.length = 0;
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
        const block = blockOf[k] ?? 0;
        const to = offsets[block + 1] ?? 0;
        for (let m = offsets[block] ?? 0; m < to; m++) {
          const j = members[m] ?? 0;
          if (j <= i || seen[j] === i + 1) continue;
          seen[j] = i + 1;
          found.push(j);
        }
      }
      return found;
    },
    together(i, j) {
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
        const block = blockOf[k] ?? 0;
        if (offsets[block + 1] === offsets[block]) continue;
        for (let l = starts[j] ?? 0; l < (starts[j + 1] ?? 0); l++) if (blockOf[l] === block) return true;
      }
      return false;
    },
  };
}

interface Numbered {
  /** Where the keys of a record begin; those of record i end where those of i + 1 begin. */
  starts: Uint32Array;
  /** Per key the number of its block; per block how many stand under it. */
  blockOf: Uint32Array;
  sizes: Uint32Array;
}

/** Gives every key the number of its block. */
async function number(records: readonly PreparedRecord[], slices: Slices): Promise<Numbered> {
  const { due, pause } = sliced(slices);
  const room = records.length * maxKeys;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(room + 2))); // open addressing: the block of a slot, 0 for none
  const hashes = new Int32Array(room + 1);
  const starts = new Uint32Array(records.length + 1);
  const blockOf = new Uint32Array(room);
  const sizes = new Uint32Array(room + 1);
  let blocks = 0;
  let end = 0;
  for (const [i, record] of records.entries()) {
    for (const key of blockingKeys(record)) {
      const hashed = hash(key);
      let slot = hashed & (slots.length - 1);
      while (slots[slot] && hashes[slots[slot] ?? 0] !== hashed) slot = (slot + 1) & (slots.length - 1);
      if (!slots[slot]) {
        slots[slot] = ++blocks;
        hashes[blocks] = hashed;
      }
      const block = slots[slot] ?? 0;
      blockOf[end++] = block;
      sizes[block] = (sizes[block] ?? 0) + 1;
    }
    starts[i + 1] = end;
    if (due()) await pause(i / records.length);
  }
  return { starts, blockOf: blockOf.subarray(0, end), sizes: sizes.subarray(0, blocks + 1) };
}

/** The records of each block; blocks of one record or of too many stay empty. */
async function gather(
  starts: Uint32Array,
  blockOf: Uint32Array,
  sizes: Uint32Array,
  slices: Slices,
): Promise<{ offsets: Uint32Array; members: Uint32Array }> {
  const { due, pause } = sliced(slices);
  const offsets = new Uint32Array(sizes.length + 1);
  for (let block = 0; block < sizes.length; block++) {
    const size = sizes[block] ?? 0;
    offsets[block + 1] = (offsets[block] ?? 0) + (size > 1 && size <= maxBlock ? size : 0);
    if ((block & 4095) === 0 && due()) await pause((0.3 * block) / sizes.length);
  }
  const members = new Uint32Array(offsets[sizes.length] ?? 0);
  const next = offsets.slice();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const block = blockOf[k] ?? 0;
      if (offsets[block + 1] === offsets[block]) continue;
      const at = next[block] ?? 0;
      members[at] = i;
      next[block] = at + 1;
    }
    if ((i & 1023) === 0 && due()) await pause(0.3 + (0.7 * i) / starts.length);
  }
  return { offsets, members };
}

/** FNV-1a (G. Fowler, L. Noll, K.-P. Vo, 1991) with a final mix. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
