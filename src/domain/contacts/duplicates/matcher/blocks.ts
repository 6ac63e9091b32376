import { blockingKeys, maxBlock } from './blocking.ts';
import type { PreparedRecord } from './record.ts';
import { type Slices, sliced } from './slices.ts';

/** Who stands under which key, in flat arrays: a hundred thousand records have millions of entries. */
export interface Blocks {
  /** Calls for every record after `i` that shares a key with it, once each. */
  candidates(i: number): readonly number[];
  /** Whether two records share a key of a block that is looked at. */
  together(i: number, j: number): boolean;
}

/** Puts records under their keys. Keys meet as hashes of 32 bits: a rare collision costs one comparison more. */
export async function buildBlocks(records: readonly PreparedRecord[], slices: Slices = {}): Promise<Blocks> {
  const { due, pause } = sliced(slices);
  const starts = new Uint32Array(records.length + 1);
  let keys = new Int32Array(records.length * 24 + 64);
  let end = 0;
  for (const [i, record] of records.entries()) {
    for (const key of blockingKeys(record)) {
      if (end === keys.length) {
        const larger = new Int32Array(keys.length * 2);
        larger.set(keys);
        keys = larger;
      }
      keys[end++] = hash(key);
    }
    starts[i + 1] = end;
    if (due()) await pause(i / records.length);
  }
  const { blockOf, offsets, members } = invert(keys.subarray(0, end), starts);
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
          if (j > i && seen[j] !== i + 1) {
            seen[j] = i + 1;
            found.push(j);
          }
        }
      }
      return found;
    },
    together(i, j) {
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
        const block = blockOf[k] ?? 0;
        if ((offsets[block + 1] ?? 0) === (offsets[block] ?? 0)) continue;
        for (let l = starts[j] ?? 0; l < (starts[j + 1] ?? 0); l++) if (blockOf[l] === block) return true;
      }
      return false;
    },
  };
}

/** From keys per record to members per block; blocks of one member or of too many are left empty. */
function invert(
  keys: Int32Array,
  starts: Uint32Array,
): { blockOf: Uint32Array; offsets: Uint32Array; members: Uint32Array } {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1); // open addressing: which block stands at a slot
  const keyOf = new Int32Array(keys.length);
  const counts = new Uint32Array(keys.length + 1);
  const blockOf = new Uint32Array(keys.length);
  let blocks = 0;
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k] ?? 0;
    let slot = Math.imul(key, 0x9e3779b1) & (size - 1);
    while ((slots[slot] ?? -1) >= 0 && keyOf[slots[slot] ?? 0] !== key) slot = (slot + 1) & (size - 1);
    let block = slots[slot] ?? -1;
    if (block < 0) {
      block = blocks++;
      slots[slot] = block;
      keyOf[block] = key;
    }
    blockOf[k] = block;
    counts[block] = (counts[block] ?? 0) + 1;
  }
  const offsets = new Uint32Array(blocks + 1);
  for (let b = 0; b < blocks; b++) {
    const count = counts[b] ?? 0;
    offsets[b + 1] = (offsets[b] ?? 0) + (count > 1 && count <= maxBlock ? count : 0);
  }
  const members = new Uint32Array(offsets[blocks] ?? 0);
  const next = offsets.slice();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const block = blockOf[k] ?? 0;
      const to = offsets[block + 1] ?? 0;
      if (to === offsets[block]) continue;
      const at = next[block] ?? 0;
      members[at] = i;
      next[block] = at + 1;
    }
  }
  return { blockOf, offsets, members };
}

/** FNV-1a with a final mix. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
