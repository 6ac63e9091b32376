import type { DirectorySearch, LastContact } from '../addresses.ts';
import { daysAgo } from '../days-ago.ts';

/** What the API is asked for what the directory shows: the search, its filters, its order. */
export function contactsQuestion(search: DirectorySearch) {
  const { q, sort, channel, has, tag, last, problem, attribute, bin } = search;
  return {
    q,
    sort,
    channel: channel ? [channel] : undefined,
    has: has ? [has] : undefined,
    tag: tag ? [tag] : undefined,
    problem: problem ? [problem] : undefined,
    attribute: attribute ? [attribute] : undefined,
    ...span(last),
    state: bin ? ('binned' as const) : ('active' as const),
  };
}

function span(last: LastContact | undefined): { lastContactFrom?: string; lastContactTo?: string } {
  if (!last) return {};
  return last === 'earlier' ? { lastContactTo: daysAgo('year') } : { lastContactFrom: daysAgo(last) };
}
