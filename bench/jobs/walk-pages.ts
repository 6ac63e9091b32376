/** One page of any list that pages by key. */
export interface Page {
  ids: (string | number)[];
  nextCursor: string | null;
}

/** Where a deep page begins, with the ids of all that comes before it. */
export interface DeepPage {
  /** From 1 on. */
  page: number;
  cursor: string;
  before: (string | number)[];
}

/**
 * Walks a list page by page, as somebody who scrolls.
 * @returns its last full pages up to the one that is wanted, at most `ends`: where each begins. None where it has no second page.
 */
export async function walkPages(
  read: (cursor: string | undefined) => Promise<Page>,
  wanted: number,
  ends = 1,
): Promise<DeepPage[]> {
  const found: DeepPage[] = [];
  const before: (string | number)[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= wanted; page++) {
    const { ids, nextCursor } = await read(cursor);
    if (cursor !== undefined) found.push({ page, cursor, before: [...before] });
    before.push(...ids);
    if (!nextCursor) {
      found.pop(); // the last page is rarely a full one
      break;
    }
    cursor = nextCursor;
  }
  return found.slice(-ends);
}
