import type { Size } from './sizes.ts';

/**
 * Who writes when, in columns that threads share: everything that rows of different tables have to agree on. Cards are numbered from 1 (place 0 is
 * nobody), conversations from 0 in the order in which they begin. Times are in milliseconds; 0 is never.
 */
export interface Plan {
  seed: number;
  now: number;
  size: Size;
  /** Of cards. `born`: the conversation that made the card, -1 where an import did. */
  profile: Uint8Array;
  born: Int32Array;
  createdAt: Float64Array;
  lastContact: Float64Array;
  survivor: Int32Array;
  mergedInto: Int32Array;
  mergedAt: Float64Array;
  /** Of conversations. `runs`: whether it is the last one of its client on its channel. */
  contact: Int32Array;
  firstAt: Float64Array;
  lastAt: Float64Array;
  messages: Uint16Array;
  channel: Uint8Array;
  queue: Uint8Array;
  extras: Uint8Array;
  runs: Uint8Array;
  heavy: number[];
  toMerge: [number, number];
}

/** What a conversation has beside its messages. */
export const extra = { note: 1, event: 2 };

/** How many entries it has beside its messages. */
export function extrasOf(extras: number): number {
  return (extras & extra.note ? 1 : 0) + (extras & extra.event ? 1 : 0);
}
