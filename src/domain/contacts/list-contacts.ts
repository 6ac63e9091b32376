import { type RawBuilder, sql } from 'kysely';
import type { ContactRow } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { aboutFound, aboutHowMany, aboutWithFacets, type Sampled, sampled, sampledFacets } from './about-how-many.ts';
import { areInOrder, facetPage, rarestFacets, withFacets } from './directory-facets.ts';
import {
  areAllFacets,
  type DirectoryFilters,
  facetsOf,
  filterCandidates,
  filtersOf,
  isFiltered,
} from './directory-filters.ts';
import { type DirectoryKey, directoryOrders } from './directory-order.ts';
import { mostCandidates, tierPage } from './directory-page.ts';
import { type Place, type Searching, tierNumbers } from './directory-place.ts';
import { type DirectoryQuery, readDirectoryQuery } from './directory-query.ts';
import { directoryRows } from './directory-rows.ts';
import { search } from './directory-search.ts';
import { type DirectorySight, isShown, withSight } from './directory-sight.ts';
import { type DirectoryTier, everyHit, exactIds } from './directory-tiers.ts';
import type { DirectoryList } from './directory-walk.ts';
import { readDirectoryCursor, writeDirectoryCursor } from './list-cursor.ts';

/** What the directory is asked: api.contacts.list. */
export interface ListInput extends DirectoryFilters {
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  sort?: 'relevance' | 'id' | '-id' | 'name' | '-name' | 'lastContact' | '-lastContact' | undefined;
  state: 'active' | 'binned';
}

/**
 * The directory (R-DIR-1): search as you type, filters, orders, page by key. By relevance an exact value, number or name comes first, then
 * what begins words of the name, then what contains the text anywhere; in each the last contact first. Shows only the cards, last contacts
 * and channels that the actor may know of (R-HIS-5).
 * @returns pages that may be short, even empty, while `nextCursor` says there may be more: a search for what hardly any card has stops looking
 * after a while. `about` comes with the first page only: how many there are, exact where few are filtered or found.
 * @throws INVALID for a cursor that is none of this list.
 */
export async function listContacts(tx: Tx, actor: Actor, input: ListInput): Promise<ContactPage> {
  must(actor, 'seeCards');
  return withSight(tx, actor, (sight) => pageInSight(tx, sight, input));
}

interface ContactPage {
  items: ContactRow[];
  nextCursor: string | null;
  about: number | null;
}

async function pageInSight(tx: Tx, sight: DirectorySight, input: ListInput): Promise<ContactPage> {
  const query = readDirectoryQuery(input.q, sight.country);
  const byRelevance = query !== null && input.state === 'active' && (input.sort ?? 'relevance') === 'relevance';
  const sort =
    input.sort && input.sort !== 'relevance' ? input.sort : input.state === 'binned' ? '-binned' : '-lastContact';
  const cursor = readDirectoryCursor(input.cursor, sort, byRelevance ? Object.keys(tierNumbers).length : 1);
  const narrowed = filtersOf(input, sight);
  const list: DirectoryList = {
    sight,
    state: input.state,
    order: directoryOrders[sort],
    filters: sql<boolean>`(${isShown(sight)} and ${narrowed})`, // before any limit
    narrowed,
    isNarrowed: isFiltered(input),
  };
  const need = input.limit + 1;
  const page = await (byRelevance
    ? byRelevanceOf(tx, { list, query, from: cursor, need })
    : inOrder(tx, list, input, query, cursor?.key ?? null, need));
  const shown = page.found.slice(0, input.limit);
  const last = page.found.length > input.limit ? shown.at(-1) : page.goOn;
  const ids = shown.map(({ key }) => key.id);
  const asksAbout = !cursor && last;
  const { items, beside } = await directoryRows(tx, sight, ids, query, asksAbout ? page.sampled : null);
  return {
    items,
    nextCursor: last ? writeDirectoryCursor({ sort, ...last }) : null,
    about: cursor ? null : last ? await page.about(beside) : items.length,
  };
}

interface Page {
  found: Place[];
  goOn: Place | null;
  /** What is asked beside the rows to tell about how many there are; null where that is known. */
  sampled: RawBuilder<Sampled> | null;
  about: (seen: Sampled | null) => Promise<number | null> | number | null;
}

async function byRelevanceOf(tx: Tx, searching: Searching): Promise<Page> {
  const { found, goOn, total, first, others } = await search(tx, searching);
  const about = (seen: Sampled | null) => total ?? (seen && aboutFound(seen, first));
  return { found, goOn, sampled: total === null ? sampled(searching.list, others) : null, about };
}

async function inOrder(
  tx: Tx,
  list: DirectoryList,
  input: ListInput,
  query: DirectoryQuery | null,
  after: DirectoryKey | null,
  need: number,
): Promise<Page> {
  const { workspaceId } = list.sight.actor;
  const kinds = query || list.state === 'binned' ? [] : facetsOf(input);
  const facets = await rarestFacets(tx, workspaceId, kinds, mostCandidates);
  const hits: DirectoryTier = query
    ? everyHit(workspaceId, query, await exactIds(tx, workspaceId, query))
    : { isIn: sql<boolean>`true`, ...(facets ? withFacets(workspaceId, facets) : filterCandidates(input, list.sight)) };
  const { found, goOn } = await (facets && areInOrder(list)
    ? facetPage(tx, list, facets, after, need)
    : tierPage(tx, list, hits, after, need));
  const place = (key: DirectoryKey) => ({ tier: 0, key });
  const pages = { found: found.map(place), goOn: goOn && place(goOn) };
  if (facets && areAllFacets(input, list.sight, kinds))
    return { ...pages, sampled: sampledFacets(workspaceId, facets), about: (seen) => seen && aboutWithFacets(seen) };
  const isNarrowed = query !== null || isFiltered(input);
  const about = (seen: Sampled | null) => seen && aboutHowMany(tx, list, hits, isNarrowed, seen);
  return { ...pages, sampled: sampled(list, hits.isIn), about };
}
