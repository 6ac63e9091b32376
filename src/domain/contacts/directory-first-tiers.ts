import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type Containing, cardsContaining, countOf } from './directory-containing.ts';
import { mostCandidates, mostGathered, newestOf } from './directory-page.ts';
import { keyIn, type Searching, tierNumbers } from './directory-place.ts';
import { certainPage, type Sorted, sortedCards } from './directory-sorted.ts';
import {
  type Beginning,
  cardsNamed,
  cardsWithWord,
  exactlyNamed,
  isLikelyRare,
  isLookedUp,
  nameBeginnings,
  namedJustSo,
  namedSo,
  type RelevanceTiers,
  relevanceTiers,
} from './directory-tiers.ts';
import {
  type Begun,
  begunBy,
  canStep,
  isReordered,
  metOnStep,
  mostHits,
  type StepRow,
  stepRows,
  type TierPage,
} from './directory-walk.ts';

export interface FirstTiers {
  tiers: RelevanceTiers;
  /** The ids of the cards with an exact value or number, as SQL. */
  found: RawBuilder<unknown>;
  /** Null: to be asked alone. */
  exact: TierPage | null;
  names: TierPage | null;
  /** Whether the cards with a word that begins so are few enough to be sorted; else the order is walked. */
  areFew: boolean;
  /** The step that was taken for names. */
  begun: Begun | null;
  /** How many hits there are in both, as far as they were looked for; null where that is not known. */
  total: number | null;
  /** Which rows of `c` are hits besides those. */
  others: RawBuilder<boolean>;
}

/** A first step of a walk, which reads the index alone. */
const namesWalked = 1_000;
/** Where that step meets so many, walking on is as fast as looking up. */
const enoughMet = 12;
/** So many cards of a name, or with a word, are sorted; of more the trigram index tells the newest, where about so many would be read for it. */
const fewCards = 1_000;
/** The same for whom the newest are in another order: more of them have to be looked at. */
const fewReordered = 1_600;
const worthReading = 4_000;

/**
 * Exact values, numbers and names; and what begins words of the name, if one step along the order meets enough of them, or they are few: one statement.
 */
export async function exactAndNames(tx: Tx, { list, query, from, need }: Searching): Promise<FirstTiers> {
  const { workspaceId } = list.sight.actor;
  const tiers = relevanceTiers(workspaceId, query, sql`array(select id from exactly)`);
  const at = from?.tier ?? 0;
  const isNamesAsked = at <= tierNumbers.names;
  const beginnings = isNamesAsked ? nameBeginnings(query) : [];
  const isExactAsked = at <= tierNumbers.exact;
  const isKnown = isLookedUp(query);
  const few = !isKnown ? mostCandidates : isReordered(list) ? fewReordered : fewCards;
  const equal = isExactAsked ? cardsNamed(workspaceId, query, few) : noCard;
  const sortedIn = (name: 'exact' | 'names', among: RawBuilder<unknown>) =>
    at > tierNumbers[name]
      ? sql<null>`null::json`
      : sortedCards(list, { among, isIn: tiers[name].isIn, after: keyIn(from, name), need, isHasty: true });
  const after = keyIn(from, 'names');
  const isWalked = isNamesAsked && canStep(list, after) && !isLikelyRare(query);
  const most = mostHits(list, need);
  const step = stepRows(list, tiers.names, { stretch: 'filled', at: after, steps: namesWalked, limit: most });
  // names are not looked for where those that are equal fill the page, or the walk met enough
  const isFull = sql<boolean>`(${from === null} and (select count(*) from equal) >= ${need})`;
  const isWanted = sql<boolean>`(not ${isFull} and not ${isMet(need)})`;
  const isRare = beginnings.length > 0 ? areFew(beginnings.length - 1, few) : sql<boolean>`false`;
  const isAsked = sql<boolean>`(${isWanted} and not ${isRare} and (select count(*) from walked where hit) < ${enoughMet})`;
  const newest = (name: 'exact' | 'names') => newestOf(list, keyIn(from, name), need);
  const equals = namedJustSo(query, mostGathered, newest('exact'), worthReading);
  const begins = namedSo(query, sql`array(select id from exactly)`, mostGathered, newest('names'), worthReading);
  const { rows } = await sql<First>`
    with exactly as materialized (${exactlyNamed(workspaceId, query)}), equal as materialized (${equal}),
    all_equal as materialized (${isExactAsked && isKnown ? lookedUp(equals, sql`(select count(*) from equal) > ${few}`) : noneLookedUp}),
    walked as materialized (${isWalked ? step : noStep}), ${rarestWord(workspaceId, beginnings, isWanted, few)}
    looked_up as materialized (${isNamesAsked && isKnown ? lookedUp(begins, isAsked) : noneLookedUp}),
    named as (${named(beginnings, few)})
    select array(select id from exactly) as ids, (select count(*) from equal) as equal, (select coalesce(max(n), 0) from all_equal) as all_equal, ${isFull} as is_full,
      (${isWanted} and (${isRare} or ${isKnown} and ${isAsked} and not exists (select from looked_up where n > ${mostGathered}))) as are_few,
      (select coalesce(max(n), 0) from looked_up) as looked_up,
      (select coalesce(json_agg(w order by w.n), '[]') from walked w) as walked,
      ${sortedIn('exact', sql`select id from exactly union select id from equal where (select count(*) from equal) <= ${few} union select id from all_equal where n <= ${mostGathered}`)} as exact,
      ${sortedIn('names', sql`select distinct id from named`)} as names`.execute(tx);
  const row = rows[0] as First;
  const met = metOnStep(list, row.walked, { steps: namesWalked, most, need });
  const isWhole = row.equal <= few || (row.allEqual !== 0 && row.allEqual <= mostGathered);
  const found = sql`${row.ids}::bigint[]`;
  const count = (n: number, sorted: Sorted | null, name: 'exact' | 'names') =>
    n !== 0 && newest(name) !== null && !isReordered(list) ? countOf(n) : sorted?.edge ? null : (sorted?.total ?? 0);
  const [inExact, inNames] = [count(row.allEqual, row.exact, 'exact'), count(row.lookedUp, row.names, 'names')];
  const isCounted = from === null && isWhole && (row.areFew || row.isFull) && inExact !== null && inNames !== null;
  const told = relevanceTiers(workspaceId, query, found);
  const others = isCounted
    ? row.isFull
      ? sql<boolean>`(${told.names.isIn} or ${told.rest.isIn})`
      : told.rest.isIn
    : null;
  return {
    tiers: told,
    found,
    exact: isWhole ? page(row.exact, need) : null,
    names: met ?? (row.areFew ? page(row.names, need) : null),
    areFew: row.areFew,
    begun: begunBy(row.walked, { steps: namesWalked, limit: most }),
    total: isCounted ? inExact + inNames : null,
    others: others ?? sql<boolean>`(not ${told.sounds.isIn})`,
  };
}

interface First {
  ids: number[];
  equal: number;
  /** How many of these the trigram index has (see `countOf`), above `mostGathered` where it was not worth asking; 0 where it was not asked, too. */
  allEqual: number;
  /** Whether these fill the page. */
  isFull: boolean;
  walked: StepRow[];
  exact: Sorted | null;
  areFew: boolean;
  /** The same of what begins words of the name. */
  lookedUp: number;
  names: Sorted | null;
}

function page(sorted: Sorted | null, need: number): TierPage | null {
  const found = sorted && certainPage(sorted, need);
  return found && { found, goOn: null };
}

const noCard = sql`select 0::bigint as id where false`;
const noneLookedUp = sql`select 0::bigint as id, 0::bigint as n where false`;
const lookedUp = (containing: Containing, isAsked: RawBuilder<boolean>) =>
  sql`select f.id, f.n from (${cardsContaining(containing)}) f where ${isAsked}`;
/** In the place of a step that is not taken. */
export const noStep = sql`select 0::bigint as id, 0 as n, false as hit, null::text as value, null::text as place where false`;

/** The cards that have the rarest of some words: one word is asked only where the one before it is common, none where names are not wanted. */
function rarestWord(
  workspaceId: string,
  beginnings: Beginning[],
  isWanted: RawBuilder<boolean>,
  few: number,
): RawBuilder<unknown> {
  const asked = beginnings.map((beginning, n) => {
    const cards = cardsWithWord(workspaceId, beginning, few);
    return sql`${word(n)} as materialized (select w.id from (${cards}) w where ${n === 0 ? isWanted : sql`not ${areFew(n - 1, few)}`}),`;
  });
  return sql.join(asked, sql` `);
}

/** Those, and those that were looked up; none of a word that too many have. */
function named(beginnings: Beginning[], few: number): RawBuilder<unknown> {
  const rare = beginnings.map((_, n) => sql`select id from ${word(n)} where ${areFew(n, few)}`);
  return sql.join([sql`select id from looked_up where n <= ${mostGathered}`, ...rare], sql` union all `);
}

const word = (n: number) => sql.raw(`word_${n}`);
/** Words that were not asked of have no cards, which are few. */
const areFew = (n: number, few: number) => sql<boolean>`((select count(*) from ${word(n)}) <= ${few})`;
/** As `metOnStep` tells: of who sees all, every hit stands before where the step ended. */
const isMet = (need: number) =>
  sql<boolean>`((select count(*) from walked where hit and value >= (select place from walked order by n desc limit 1)) >= ${need})`;
