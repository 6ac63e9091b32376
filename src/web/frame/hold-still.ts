interface Held<Row> {
  /** The rows in the order that was held, with what is known of them now. */
  rows: Row[];
  /** How many are new or have moved up, and wait. */
  news: number;
  /** The first of them. */
  firstNew: Row | undefined;
}

/**
 * Keeps the order of rows while somebody points at them: a row changes where it stands, what is new waits, what went away stays until
 * the fresh order is taken, and what was loaded further down is added at the end.
 * @param moved tells that a row has news that would move it up.
 */
export function holdStill<Row>(
  held: Row[],
  fresh: Row[],
  keyOf: (row: Row) => unknown,
  moved: (before: Row, now: Row) => boolean,
): Held<Row> {
  const freshByKey = new Map(fresh.map((row) => [keyOf(row), row]));
  const heldByKey = new Map(held.map((row) => [keyOf(row), row]));
  const places = new Map(held.filter((row) => freshByKey.has(keyOf(row))).map((row, place) => [keyOf(row), place]));
  const shared = fresh.filter((row) => heldByKey.has(keyOf(row)));
  const movedUp = new Set(shared.filter((row, place) => place < (places.get(keyOf(row)) ?? 0) && hasNews(row)));
  const last = fresh.findLastIndex((row) => heldByKey.has(keyOf(row)) && !movedUp.has(row));
  const isNew = (row: Row) => !heldByKey.has(keyOf(row));
  const below = last < 0 ? [] : fresh.slice(last + 1).filter(isNew);
  const waiting = fresh.filter((row, place) => movedUp.has(row) || (isNew(row) && (last < 0 || place < last)));
  return {
    rows: [...held.map((row) => freshByKey.get(keyOf(row)) ?? row), ...below],
    news: waiting.length,
    firstNew: waiting[0],
  };

  function hasNews(row: Row): boolean {
    const before = heldByKey.get(keyOf(row));
    return before !== undefined && moved(before, row);
  }
}
