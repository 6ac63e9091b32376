import { Refusal } from '#contract/errors.ts';
import type { DirectoryKey } from './directory-order.ts';

/** Where a page of the directory ended: the tier of relevance it was in, and the key in that tier's order. */
export interface DirectoryCursor {
  sort: string;
  tier: number;
  key: DirectoryKey;
}

/** The opaque text that `nextCursor` hands out. */
export function writeDirectoryCursor({ sort, tier, key }: DirectoryCursor): string {
  return Buffer.from(JSON.stringify([sort, tier, key.value, key.id])).toString('base64url');
}

/** @throws INVALID when the text is no cursor of a list in this order. */
export function readDirectoryCursor(text: string | undefined, sort: string, tiers: number): DirectoryCursor | null {
  if (text === undefined) return null;
  const [was, tier, value, id] = parsed(text);
  const isTier = Number.isInteger(tier) && (tier as number) >= 0 && (tier as number) < tiers;
  const isValue = value === null || (typeof value === 'string' && value.length <= 600 && isOf(sort, value));
  if (was !== sort || !isTier || !isValue || !Number.isSafeInteger(id)) {
    const message = 'Use nextCursor of the page before, of the same list in the same order, as it came.';
    throw new Refusal('INVALID', message, { fields: { cursor: message } });
  }
  return { sort, tier: tier as number, key: { value: value as string | null, id: id as number } };
}

/** Names sort by text, everything else that has a value by time. */
function isOf(sort: string, value: string): boolean {
  if (sort.endsWith('name')) return !value.includes('\u0000');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function parsed(text: string): unknown[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(key) && key.length === 4 ? key : [];
  } catch {
    return [];
  }
}
