import { createHash } from 'node:crypto';

/** A key as an index can hold it: over 512 bytes of UTF-8 its digest stands for it. Equal texts have equal keys, others do not. */
export function shortKey(text: string): string {
  return Buffer.byteLength(text) <= 512 ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
