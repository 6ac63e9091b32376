import type { Removed } from '#contract/retention.ts';

/** What was removed of a conversation or an entry, as the API tells it: null where nothing was. */
export function toldRemoved(removed: Removed): Removed | null {
  return Object.keys(removed).length === 0 ? null : removed;
}
