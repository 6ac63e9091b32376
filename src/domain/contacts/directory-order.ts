import { type RawBuilder, sql } from 'kysely';

/** Where a page ended in an order: the sorted value as text (null: it has none; always null in the order of ids), then the id. */
export interface DirectoryKey {
  value: string | null;
  id: number;
}

/**
 * An order of the directory that one index walks. Those without a value come last in both directions, hence the two stretches:
 * `filled` and, where there may be none, `empty`.
 */
export interface DirectoryOrder {
  column: 'id' | 'sort_key' | 'last_contact_at' | 'binned_at';
  descending: boolean;
}

export const directoryOrders = {
  id: { column: 'id', descending: false },
  '-id': { column: 'id', descending: true },
  name: { column: 'sort_key', descending: false },
  '-name': { column: 'sort_key', descending: true },
  lastContact: { column: 'last_contact_at', descending: false },
  '-lastContact': { column: 'last_contact_at', descending: true },
  '-binned': { column: 'binned_at', descending: true },
} as const satisfies Record<string, DirectoryOrder>;

export type Stretch = 'filled' | 'empty';

/** The stretches of an order from a key on. */
export function stretches({ column }: DirectoryOrder, after: DirectoryKey | null): Stretch[] {
  if (column === 'id' || column === 'binned_at') return ['filled'];
  return after && after.value === null ? ['empty'] : ['filled', 'empty'];
}

/** Which rows of `c` belong to a stretch and stand after a key. */
export function within(order: DirectoryOrder, stretch: Stretch, after: DirectoryKey | null): RawBuilder<boolean> {
  const { column } = order;
  const past = sql.raw(order.descending ? '<' : '>');
  const field = sql.ref(`c.${column}`);
  if (column === 'id') return after ? sql<boolean>`c.id ${past} ${after.id}` : sql<boolean>`true`;
  const empty = column === 'sort_key' ? sql<boolean>`${field} = ''` : sql<boolean>`${field} is null`;
  if (stretch === 'empty')
    return after && after.value === null ? sql<boolean>`(${empty} and c.id ${past} ${after.id})` : empty;
  const filled = column === 'sort_key' ? sql<boolean>`${field} > ''` : sql<boolean>`${field} is not null`;
  if (!after || after.value === null) return filled;
  const value = column === 'sort_key' ? sql`${after.value}` : sql`${after.value}::timestamptz`;
  return sql<boolean>`(${filled} and (${field}, c.id) ${past} (${value}, ${after.id}))`;
}

/** The columns to sort by, written as the index has them. */
export function orderBy(order: DirectoryOrder, alias = 'c'): RawBuilder<unknown> {
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  if (order.column === 'id') return sql`${sql.ref(`${alias}.id`)} ${direction}`;
  const nulls = sql.raw(order.column !== 'last_contact_at' ? '' : order.descending ? 'nulls last' : 'nulls first');
  return sql`${sql.ref(`${alias}.${order.column}`)} ${direction} ${nulls}, ${sql.ref(`${alias}.id`)} ${direction}`;
}

/** Which rows of `c` stand after a key, in whatever stretch: for few, which are sorted and not walked. */
export function isPast(order: DirectoryOrder, after: DirectoryKey | null): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`;
  const each = stretches(order, after).map((stretch) => within(order, stretch, after));
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}

/** The columns to sort few by: those without a value last, whatever the direction. */
export function sortBy(order: DirectoryOrder): RawBuilder<unknown> {
  if (order.column === 'sort_key') return sql`(c.sort_key = ''), ${orderBy(order)}`;
  return order.column === 'last_contact_at' ? sql`(c.last_contact_at is null), ${orderBy(order)}` : orderBy(order);
}

/** The sorted value of a row as text, to the microsecond, for cursors. */
export function keyValue({ column }: DirectoryOrder, value: RawBuilder<unknown>): RawBuilder<string | null> {
  if (column === 'id') return sql<string | null>`null::text`;
  if (column === 'sort_key') return sql<string | null>`nullif(${value}, '')`;
  return sql<string | null>`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Which of two keys by the last contact comes first. */
export function newestFirst(a: DirectoryKey, b: DirectoryKey): number {
  if (a.value !== b.value) return a.value === null ? 1 : b.value === null ? -1 : a.value < b.value ? 1 : -1;
  return b.id - a.id;
}
