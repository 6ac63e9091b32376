import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type DirectoryKey, isPast, keyValue, newestFirst, sortBy } from './directory-order.ts';
import { lastContactSeen } from './directory-sight.ts';
import { type DirectoryList, isReordered } from './directory-walk.ts';

/** What some cards are narrowed to: those that `isIn` says of the rows of `c`, after a key, no more than needed. */
export interface Sorting {
  /** A query of one column `id`, each once; null: all cards of the state. */
  among: RawBuilder<unknown> | null;
  isIn: RawBuilder<boolean>;
  after: DirectoryKey | null;
  need: number;
  /** Asks for whom some queues are hidden of the newest of them alone; what comes of it may not be certain, see `certainPage`. */
  isHasty?: boolean;
}

/** Some cards in their order, as JSON: `found` their keys, `total` how many there are in all, `edge` where asking ended early. */
export interface Sorted {
  found: [id: number, value: string | null][];
  total: number;
  edge: [value: string | null, id: number] | null;
}

/** Few cards, each read by its key once, and sorted: one value of JSON, to be asked beside others. */
export function sortedCards(list: DirectoryList, { among, isIn, after, need, isHasty }: Sorting): RawBuilder<Sorted> {
  const { sight, state, order, filters } = list;
  const isShort = isHasty === true && after === null && isReordered(list);
  const columns = sql`c.id, c.sort_key, c.name_folded, c.search_folded, c.tags, c.attributes, c.binned_at, c.last_contact_at`;
  const own = sql`c.workspace_id = ${sight.actor.workspaceId} and c.state = ${state}`;
  // by its key, whatever the planner thinks of so many: read together they would mean reading the table from end to end
  const hits = among
    ? sql`(${among}) a cross join lateral (select ${columns} from contact c where ${own} and c.id = a.id offset 0) c where ${isIn}`
    : sql`contact c where ${own} and ${isIn}`;
  const newest = isShort ? sql`order by c.last_contact_at desc nulls last, c.id desc limit ${2 * need}` : sql``;
  const edge = sql`(select json_build_array(${keyValue(order, sql.ref('c.last_contact_at'))}, c.id) from hits c
    order by c.last_contact_at desc nulls last, c.id desc offset ${2 * need - 1} limit 1)`;
  return sql<Sorted>`(
    with hits as materialized (select ${columns} from ${hits} ${newest}),
    seen as (select c.id, c.sort_key, c.binned_at, ${lastContactSeen(sight)} as last_contact_at from hits c where ${filters} offset 0),
    page as (
      select c.id, ${keyValue(order, sql.ref(`c.${order.column}`))} as value, count(*) over () as total
      from seen c where ${isPast(order, after)} order by ${sortBy(order)} limit ${need})
    select json_build_object('found', coalesce(json_agg(json_build_array(p.id, p.value)), '[]'), 'total', coalesce(max(p.total), 0),
      'edge', ${isShort ? edge : sql`null`}) from page p)`;
}

/** The keys of a hasty sorting, as far as nothing that was not asked of can come before them; null when these are not enough. */
export function certainPage({ found, edge }: Sorted, need: number): DirectoryKey[] | null {
  const keys = keysOf(found);
  if (!edge) return keys;
  const [value, id] = edge;
  const certain = keys.filter((key) => newestFirst(key, { value, id }) <= 0);
  return certain.length >= need ? certain : null;
}

/** Those of some cards that belong somewhere, in the order they come in. */
export async function sorted(tx: Tx, list: DirectoryList, sorting: Sorting): Promise<DirectoryKey[]> {
  const isWorthIt = sorting.among !== null && sorting.after === null && isReordered(list) && list.order.descending;
  const certain = isWorthIt ? await certainOf(tx, list, sorting) : null;
  return certain ?? keysOf((await ask(tx, list, sorting)).found);
}

/** The same by a hasty sorting; null when that is not certain. */
export async function certainOf(tx: Tx, list: DirectoryList, sorting: Sorting): Promise<DirectoryKey[] | null> {
  return certainPage(await ask(tx, list, { ...sorting, isHasty: true }), sorting.need);
}

async function ask(tx: Tx, list: DirectoryList, sorting: Sorting): Promise<Sorted> {
  const { rows } = await sql<{ page: Sorted }>`select ${sortedCards(list, sorting)} as page`.execute(tx);
  return rows[0]?.page ?? { found: [], total: 0, edge: null };
}

/** Ids as a query that others are asked among. */
export function theseIds(ids: number[]): RawBuilder<unknown> {
  return sql`select unnest(${[...new Set(ids)]}::bigint[]) as id`;
}

function keysOf(found: Sorted['found']): DirectoryKey[] {
  return found.map(([id, value]) => ({ id, value }));
}
