import { z } from 'zod';
import { Refusal } from '#contract/errors.ts';

/** Where a page ended, as the opaque text that `nextCursor` hands out. Dates are written as RFC 3339. */
export function writeCursor(key: readonly (string | number | boolean | Date)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor back.
 * @returns null when there is none: the first page.
 * @throws INVALID when it is not one that a list like this handed out.
 */
export function readCursor<Key extends z.ZodType>(cursor: string | undefined, shape: Key): z.infer<Key> | null {
  if (cursor === undefined) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    const message = 'Use nextCursor of the page before, from the same list, as it came.';
    throw new Refusal('INVALID', message, { fields: { cursor: message } });
  }
}

/** A moment in a cursor. */
export const KeyTime = z.iso.datetime().transform((text) => new Date(text));
