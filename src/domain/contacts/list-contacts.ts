import { sql } from 'kysely';
import type { ContactRow } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { aboutHowMany } from './about-how-many.ts';
import { type DirectoryFilters, filterCandidates, filtersOf, isFiltered } from './directory-filters.ts';
import { type DirectoryKey, directoryOrders } from './directory-order.ts';
import { tierPage } from './directory-page.ts';
import { readDirectoryQuery } from './directory-query.ts';
import { directoryRows } from './directory-rows.ts';
import { directorySight } from './directory-sight.ts';
import { type DirectoryTier, everyHit, exactIds, relevanceTiers } from './directory-tiers.ts';
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
 * after a while. `about` comes with the first page only: how many there are, exact up to a thousand.
 * @throws INVALID for a cursor that is none of this list.
 */
export async function listContacts(
  tx: Tx,
  actor: Actor,
  input: ListInput,
): Promise<{ items: ContactRow[]; nextCursor: string | null; about: number | null }> {
  must(actor, 'seeCards');
  const sight = await directorySight(tx, actor);
  const query = readDirectoryQuery(input.q, sight.country);
  const byRelevance = query !== null && input.state === 'active' && (input.sort ?? 'relevance') === 'relevance';
  const sort =
    input.sort && input.sort !== 'relevance' ? input.sort : input.state === 'binned' ? '-binned' : '-lastContact';
  const exact = query ? await exactIds(tx, actor.workspaceId, query) : [];
  const all: DirectoryTier = query
    ? everyHit(actor.workspaceId, query, exact)
    : { isIn: sql<boolean>`true`, ...filterCandidates(input, sight) };
  const tiers = byRelevance ? relevanceTiers(actor.workspaceId, query, exact) : [all];
  const cursor = readDirectoryCursor(input.cursor, sort, tiers.length);
  const list: DirectoryList = {
    sight,
    state: input.state,
    order: directoryOrders[sort],
    filters: filtersOf(input, sight),
  };
  const found: Place[] = [];
  let goOn: Place | null = null;
  for (let tier = cursor?.tier ?? 0; tier < tiers.length && found.length <= input.limit && !goOn; tier++) {
    const after = cursor?.tier === tier ? cursor.key : null;
    const page = await tierPage(tx, list, tiers[tier] as DirectoryTier, after, input.limit + 1 - found.length);
    found.push(...page.found.map((key) => ({ tier, key })));
    if (page.goOn) goOn = { tier, key: page.goOn };
  }
  const shown = found.slice(0, input.limit);
  const last = found.length > input.limit ? shown.at(-1) : goOn;
  const items = await directoryRows(
    tx,
    sight,
    shown.map(({ key }) => key.id),
    query,
  );
  return {
    items,
    nextCursor: last ? writeDirectoryCursor({ sort, ...last }) : null,
    about: cursor ? null : last ? await aboutHowMany(tx, list, all, query !== null || isFiltered(input)) : items.length,
  };
}

interface Place {
  tier: number;
  key: DirectoryKey;
}
