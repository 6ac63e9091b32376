import { kindRank } from '#contract/identifiers.ts';
import type { Recognition } from './decision.ts';
import type { Evidence } from './evidence.ts';

/**
 * The place of a kind in the order of recognition (R-REC-1), lower first, below 100,000: by the contract's ranks, custom identifiers among
 * themselves in the administrators' order. A custom kind that no field is defined for comes after those.
 */
export function placeOf({ custom = [] }: Pick<Recognition, 'custom'>, kind: Evidence['kind']): number {
  const place = custom.findIndex((one) => one.kind === kind);
  const among = !kind.startsWith('custom:') ? 0 : place < 0 ? custom.length : place;
  return kindRank(kind) * 10_000 + Math.min(among, 9_999);
}
