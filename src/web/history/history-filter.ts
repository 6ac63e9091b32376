import type { LastContact } from '../addresses.ts';
import { daysAgo } from '../days-ago.ts';

/** What a history shows only (R-HIS-3). */
export interface HistoryFilter {
  /** The kind of channel. */
  channel?: string | undefined;
  /** When it was. */
  last?: LastContact | undefined;
  /** The id of who worked in it, or made the change. */
  operator?: string | undefined;
  tag?: string | undefined;
}

/** Whether some filter is on. */
export function isFiltered(filter: HistoryFilter): boolean {
  return Object.values(filter).some(Boolean);
}

/** The filter as the API is asked for it. */
export function filterAsked({ channel, last, operator, tag }: HistoryFilter) {
  const day = last && daysAgo(last === 'earlier' ? 'year' : last);
  return {
    channel: channel ? [channel] : undefined,
    operator: operator ? [operator] : undefined,
    tag: tag ? [tag] : undefined,
    ...(day && (last === 'earlier' ? { to: day } : { from: day })),
  };
}
