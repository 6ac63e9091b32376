import type { ConversationRow } from '#contract/conversation.ts';

/** A page of the list as the server answered it. */
export interface RowsPage {
  items: ConversationRow[];
  nextCursor: string | null;
}

/**
 * The pages of a list with some of its rows as they are now, each where it belongs: what is no more of the list goes, and what belongs further down than is
 * loaded comes with its page. Untouched pages stay the same.
 * @param ids of all that were asked for; `rows` are those of them that are of the list.
 * @param longestWaiting the order: the longest waiting first (view Waiting), else the newest words first, as the server has it.
 */
export function rowsInPlace(
  pages: RowsPage[],
  ids: string[],
  rows: ConversationRow[],
  longestWaiting: boolean,
): RowsPage[] {
  const isBefore = longestWaiting ? waitsLonger : isNewer;
  const rest = pages.map((page) =>
    page.items.some(({ id }) => ids.includes(id))
      ? { ...page, items: page.items.filter(({ id }) => !ids.includes(id)) }
      : page,
  );
  for (const row of rows) {
    const at = rest.findIndex(({ items }) => items.some((one) => isBefore(row, one)));
    const isLast = at < 0;
    if (isLast && rest.at(-1)?.nextCursor) continue;
    const place = isLast ? rest.length - 1 : at;
    const page = rest[place];
    if (!page) continue;
    const before = isLast ? page.items.length : page.items.findIndex((one) => isBefore(row, one));
    rest[place] = { ...page, items: page.items.toSpliced(before, 0, row) };
  }
  return rest;
}

function isNewer(one: ConversationRow, other: ConversationRow): boolean {
  return one.lastAt === other.lastAt ? one.id > other.id : one.lastAt > other.lastAt;
}

function waitsLonger(one: ConversationRow, other: ConversationRow): boolean {
  const [since, otherSince] = [one.waitingSince ?? one.lastAt, other.waitingSince ?? other.lastAt];
  return since === otherSince ? one.id < other.id : since < otherSince;
}
