const sorts = ['relevance', 'id', '-id', 'name', '-name', 'lastContact', '-lastContact'] as const;
export type Sort = (typeof sorts)[number];

/** When the last contact was: in so many days, or longer ago. */
export const lastContacts = ['week', 'month', 'year', 'earlier'] as const;
export type LastContact = (typeof lastContacts)[number];

/** What may be wrong with a card. */
export const problems = ['duplicates', 'conflicts', 'undeliverable'] as const;
export type Problem = (typeof problems)[number];

/** What the address of the directory says: the search, the order, the filters, whether it is the bin, or which saved view. */
export interface DirectorySearch {
  q?: string;
  sort?: Sort;
  channel?: string;
  has?: string;
  tag?: string;
  last?: LastContact;
  problem?: Problem;
  /** `name:value` of an attribute. */
  attribute?: string;
  bin?: boolean;
  /** The saved view that is open, and the columns while one is. */
  view?: string;
  columns?: string;
}

/** Mine, those that wait in the queues, or all that one may see; all when the address does not say. */
export const deskViews = ['mine', 'waiting', 'all'] as const;
export type DeskView = (typeof deskViews)[number];

const deskStates = ['waiting', 'open', 'closed'] as const;
export type DeskState = (typeof deskStates)[number];

/** What the address of the desk says: which conversations are shown. */
export interface DeskSearch {
  view?: DeskView;
  state?: DeskState;
  channel?: string;
  /** The id of a queue. */
  queue?: string;
  tag?: string;
  /** The id of who has it. */
  operator?: string;
  client?: 'known' | 'unknown';
  /** What is kept out, which no list shows unless asked. */
  out?: 'blocked' | 'spam' | 'any';
}

/** What the address of the review queue says: which pairs are shown. */
export interface ReviewSearch {
  tab?: 'later' | 'decided';
  /** Only pairs with this card. */
  contact?: number;
  /** The least probability, in percent. */
  min?: number;
}

/** A text of an address, or undefined. Digits alone arrive as a number. */
export function addressText(given: unknown): string | undefined {
  return typeof given === 'string' || typeof given === 'number' ? String(given) : undefined;
}

export function directorySearch(given: Record<string, unknown>): DirectorySearch {
  return {
    q: addressText(given.q) || undefined,
    sort: sorts.find((sort) => sort === given.sort),
    channel: addressText(given.channel),
    has: addressText(given.has),
    tag: addressText(given.tag),
    last: lastContacts.find((last) => last === given.last),
    problem: problems.find((problem) => problem === given.problem),
    attribute: addressText(given.attribute),
    bin: given.bin === true || undefined,
    view: addressText(given.view),
    columns: addressText(given.columns),
  };
}

export function deskSearch(given: Record<string, unknown>): DeskSearch {
  return {
    view: deskViews.find((view) => view === given.view),
    state: deskStates.find((state) => state === given.state),
    channel: addressText(given.channel),
    queue: addressText(given.queue),
    tag: addressText(given.tag),
    operator: addressText(given.operator),
    client: given.client === 'known' || given.client === 'unknown' ? given.client : undefined,
    out: given.out === 'blocked' || given.out === 'spam' || given.out === 'any' ? given.out : undefined,
  };
}

export function reviewSearch(given: Record<string, unknown>): ReviewSearch {
  const contact = Number(given.contact);
  const min = Number(given.min);
  return {
    tab: given.tab === 'later' || given.tab === 'decided' ? given.tab : undefined,
    contact: Number.isSafeInteger(contact) && contact > 0 ? contact : undefined,
    min: min > 0 && min <= 100 ? min : undefined,
  };
}

/** What the address of a list of settings says: which of its rows is open beside it, `new` for one that is being made. */
export function openSearch(given: Record<string, unknown>): { open?: string } {
  return { open: addressText(given.open) };
}

/** Which queues the board shows: one's own unless all are asked for. */
export function boardSearch(given: Record<string, unknown>): { queues?: 'all' } {
  return given.queues === 'all' ? { queues: 'all' } : {};
}

let directoryBefore: DirectorySearch = {};

/** Keeps what the directory showed, so that the way back from a card leads to the same place. */
export function rememberDirectory(search: DirectorySearch): void {
  directoryBefore = search;
}

export function lastDirectory(): DirectorySearch {
  return directoryBefore;
}
