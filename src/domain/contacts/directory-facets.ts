import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type DirectoryKey, isPast, keyValue, orderBy, type Stretch, stretches } from './directory-order.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import { type DirectoryList, isReordered, longestWalk, type TierPage, walk } from './directory-walk.ts';

/**
 * What cards are looked up by for lists with filters (contact_facet): a tag, or an attribute with its folded value, each with the day of the last
 * contact. Those of one array are alternatives. A facet may be cut short, so that it also finds cards which the filter does not.
 */
export type Facets = string[];

export function tagFacet(tag: string): string {
  return `t${cut(tag)}`;
}

/** @param folded what fold() makes of the value. */
export function attributeFacet(name: string, folded: string): string {
  return `a${cut(name)}\u001f${cut(folded)}`;
}

/** As contact_facets() of the migrations cuts. */
const cut = (text: string) => [...text].slice(0, 200).join('');

/** The first steps of a walk along facets. */
const firstFacets = 200;
const never = -(2 ** 31);

/** Cards with one of some facets, for orders that facets are not in. */
export function withFacets(workspaceId: string, facets: Facets): Required<Pick<DirectoryTier, 'candidates'>> {
  return {
    candidates: async (tx, most) => {
      const { rows } = await sql<{ id: number }>`
        select f.contact_id as id from contact_facet f where f.workspace_id = ${workspaceId} and f.facet = any(${facets}::text[]) limit ${most + 1}`.execute(
        tx,
      );
      return rows.length > most ? null : [...new Set(rows.map(({ id }) => id))];
    },
  };
}

/** Of several kinds, each of which has to hold, the one that the fewest cards have. */
export async function rarestFacets(tx: Tx, workspaceId: string, kinds: Facets[], most: number): Promise<Facets | null> {
  if (kinds.length < 2) return kinds[0] ?? null;
  const counts = kinds.map(
    (facets) =>
      sql`(select count(*) from (select from contact_facet f where f.workspace_id = ${workspaceId} and f.facet = any(${facets}::text[]) limit ${most}) one)`,
  );
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}]::int[] as counts`.execute(tx);
  const found = rows[0]?.counts ?? [];
  return kinds[found.indexOf(Math.min(...found))] ?? null;
}

/** Whether facets are in the order of a list: newest contact first, as the index has it. */
export function areInOrder(list: DirectoryList): boolean {
  return (
    list.order.column === 'last_contact_at' && list.order.descending && list.state === 'active' && !isReordered(list)
  );
}

/**
 * The next `need` cards with one of some facets, newest contact first. Facets stand by the day of the last contact, which changes far less often than its moment:
 * whole days are taken and sorted. Where one day alone has very many, the order's own index meets them as soon.
 */
export async function facetPage(
  tx: Tx,
  list: DirectoryList,
  facets: Facets,
  after: DirectoryKey | null,
  need: number,
): Promise<TierPage> {
  const found: DirectoryKey[] = [];
  let walked = 0;
  for (const stretch of stretches(list.order, after)) {
    let at = after;
    for (let steps = firstFacets; found.length < need; steps = Math.min(steps * 4, 8_000)) {
      const step = await go(tx, list, { facets, stretch, at, after, steps, need: need - found.length });
      found.push(...step.found.map(([id, value]) => ({ id, value })));
      if (step.next === null) break;
      if (step.taken === 0) return onward(tx, list, found, at, need);
      walked += step.taken;
      at = stretch === 'empty' ? { value: null, id: step.next } : topOf(step.next);
      if (found.length < need && walked > longestWalk) return { found, goOn: at };
    }
  }
  return { found, goOn: null };
}

/** The rest of the page by a walk along the order: facets are dense here. */
async function onward(
  tx: Tx,
  list: DirectoryList,
  found: DirectoryKey[],
  at: DirectoryKey | null,
  need: number,
): Promise<TierPage> {
  const rest = (await walk(tx, list, { isIn: sql<boolean>`true` }, at, need - found.length)) as TierPage;
  return { found: [...found, ...rest.found], goOn: rest.goOn };
}

interface Going {
  facets: Facets;
  stretch: Stretch;
  at: DirectoryKey | null;
  after: DirectoryKey | null;
  steps: number;
  need: number;
}

/** Where a step ended: what comes next begins there (a day; of those never heard of an id, which was taken), null at the end. `taken`: cards before that. */
interface Step {
  next: number | null;
  taken: number;
  found: [id: number, value: string | null][];
}

/** One step: of so many of each facet as many whole days as fill the page, should the filters let all pass. */
async function go(tx: Tx, list: DirectoryList, { facets, stretch, at, after, steps, need }: Going): Promise<Step> {
  const { sight, order, filters } = list;
  const { workspaceId } = sight.actor;
  const isFilled = stretch === 'filled';
  const from = isFilled
    ? sql`f.day > ${never} and f.day <= ${dayOf(at)}`
    : sql`f.day = ${never} and f.contact_id < ${at?.value === null ? at.id : Number.MAX_SAFE_INTEGER}`;
  const place = isFilled ? sql`w.day` : sql`w.id`;
  const isBeforeEdge = isFilled ? sql`w.day > e.edge` : sql`w.id >= e.edge`;
  const seen = isFilled && after?.value ? sql`(select count(*) from walked w where w.day = ${dayOf(after)})` : sql`0`;
  const { rows } = await sql<{ step: Step }>`
    with walked as materialized (
      select a.n, f.day, f.id from unnest(${facets}::text[]) with ordinality a (facet, n) cross join lateral (
        select f.day, f.contact_id as id from contact_facet f where f.workspace_id = ${workspaceId} and f.facet = a.facet and ${from}
        order by f.day desc, f.contact_id desc limit ${steps}) f),
    ended as (select max(one.edge) as edge from (select min(${place}) as edge from walked w group by w.n having count(*) = ${steps}) one),
    cut as (select max(one.cut) as cut from (select ${place} as cut from walked w order by 1 desc offset ${need - 1} + ${seen} limit 1) one),
    taken as materialized (
      select distinct w.id from walked w, ended e, cut c where (e.edge is null or ${isBeforeEdge}) and (c.cut is null or ${place} >= c.cut)),
    page as (
      select c.id, ${keyValue(order, sql.ref('c.last_contact_at'))} as value from taken cross join lateral (
        select c.id, c.last_contact_at, c.tags, c.attributes from contact c
        where c.workspace_id = ${workspaceId} and c.id = taken.id and c.state = 'active' offset 0) c
      where ${isPast(order, after)} and ${filters} order by ${orderBy(order)} limit ${need})
    select json_build_object('next', (select greatest(e.edge, ${isFilled ? sql`c.cut - 1` : sql`c.cut`}) from ended e, cut c),
      'taken', (select count(*) from taken), 'found', (select coalesce(json_agg(json_build_array(p.id, p.value)), '[]') from page p)) as step`.execute(
    tx,
  );
  return rows[0]?.step ?? { next: null, taken: 0, found: [] };
}

const dayLength = 86_400_000;

/** The day of a key, as contact_day() of the migrations counts. */
function dayOf(at: DirectoryKey | null): number {
  return at?.value ? Math.floor(Date.parse(at.value) / dayLength) : 2 ** 31 - 1;
}

/** Before everything of a day, newest first. */
function topOf(day: number): DirectoryKey {
  return {
    value: `${new Date(day * dayLength).toISOString().slice(0, 10)}T23:59:59.999999Z`,
    id: Number.MAX_SAFE_INTEGER,
  };
}
