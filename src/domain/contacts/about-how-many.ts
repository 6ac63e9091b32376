import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { rounded } from './directory-containing.ts';
import type { Facets } from './directory-facets.ts';
import { sorted, theseIds } from './directory-sorted.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import type { DirectoryList } from './directory-walk.ts';

/** Up to so many are counted; above it is an estimate. */
const counted = 1_000;
const sample = 300;
/** For whom each card has to be asked of. */
const sampleSeen = 100;

/** What tells about how many cards a list has: cheap enough to be asked beside the rows of its first page. */
export interface Sampled {
  /** Of so many of the newest cards so many are hits, of so many cards in all by the planner's statistics; null where these were all. */
  looked: number;
  hits: number;
  cards: number | null;
}

/** One value of JSON, see `Sampled`. What bounds it stands in its text: one plan serves for all values then, and the index of active cards is known to it. */
export function sampled({ sight, state, filters }: DirectoryList, isIn: RawBuilder<boolean>): RawBuilder<Sampled> {
  const most = sight.hidden.length > 0 ? sampleSeen : sample;
  return sql<Sampled>`(
    select json_build_object('looked', count(*), 'hits', count(*) filter (where ${isIn} and ${filters}), 'cards', case when count(*) = ${sql.lit(most)} then planned_cards(${state}) end)
    from (select c.id, c.last_contact_at, c.name_folded, c.search_folded, c.tags, c.attributes from contact c
      where c.workspace_id = ${sight.actor.workspaceId} and c.state = ${sql.lit(state)} order by c.last_contact_at desc nulls last, c.id desc limit ${sql.lit(most)}) c)`;
}

/** The same for a list of all cards with one of some facets, which are counted as far as they are few. */
export function sampledFacets(workspaceId: string, facets: Facets): RawBuilder<Sampled> {
  return sql<Sampled>`(
    select json_build_object('looked', count(*), 'hits', count(*), 'cards', case when count(*) > ${counted} then planned_facets(${facets}::text[]) end)
    from (select distinct one.contact_id from (select f.contact_id from contact_facet f
      where f.workspace_id = ${workspaceId} and f.facet = any(${facets}::text[]) limit ${sql.lit(counted + 1)}) one) each)`;
}

/** About how many have some facets. */
export function aboutWithFacets({ hits, cards }: Sampled): number {
  return cards === null ? hits : rounded(Math.max(hits, cards));
}

/** About how many a search has, of which `first` are known and the hits of the sample are not among them; null: all of them are. */
export function aboutFound({ looked, hits, cards }: Sampled, first: number | null): number {
  if (cards === null) return (first ?? 0) + hits;
  const share = (hits / looked) * cards;
  return share < 1 && first !== null ? first : rounded((first ?? 0) + share);
}

/**
 * About how many a list has that is filtered, or in another order: the share of hits among the newest cards of the planner's estimate, or the hits themselves
 * where they are few. Null where neither can be said cheaply.
 */
export async function aboutHowMany(
  tx: Tx,
  list: DirectoryList,
  hits: DirectoryTier,
  isFiltered: boolean,
  seen: Sampled,
): Promise<number | null> {
  if (seen.cards === null) return seen.hits;
  const share = (seen.hits / seen.looked) * seen.cards;
  const isTelling = share > 2 * counted || list.sight.hidden.length > 0; // for whom counting means asking of each card
  if (!isFiltered || (seen.hits >= 3 && isTelling)) return rounded(share);
  const few = (await hits.candidates?.(tx, counted)) ?? (await hits.gathered?.(tx, counted));
  if (!few) return hits.gathered || hits.candidates ? rounded(Math.max(counted, share)) : null;
  const found = await sorted(tx, list, { among: theseIds(few), isIn: hits.isIn, after: null, need: few.length });
  return found.length;
}
