import type { DirectorySearch, LastContact } from '../addresses.ts';

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

const days = { week: 7, month: 30, year: 365 } as const;

/** From whole days back, so that the question stays the same all day long. */
function span(last: LastContact | undefined): { lastContactFrom?: string; lastContactTo?: string } {
  if (!last) return {};
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days[last === 'earlier' ? 'year' : last]);
  return last === 'earlier' ? { lastContactTo: day.toISOString() } : { lastContactFrom: day.toISOString() };
}
