import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { mostCandidates } from './directory-page.ts';
import { keyIn, type Searching, tierNumbers } from './directory-place.ts';
import type { DirectoryQuery } from './directory-query.ts';
import { certainPage, type Sorted, sortedCards } from './directory-sorted.ts';
import {
  type Beginning,
  cardsNamed,
  cardsWithWord,
  exactlyNamed,
  nameBeginnings,
  type RelevanceTiers,
  relevanceTiers,
} from './directory-tiers.ts';
import {
  type Begun,
  begunBy,
  canStep,
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
  /** How many hits there are in both; null where that is not known. */
  total: number | null;
}

/** A first step of a walk, which reads the index alone. */
const namesWalked = 1_000;
/** So many candidates are sorted where that step met none of what is asked with its signs, which words know nothing of: a walk would be long. */
const mostUnmet = 10_000;

/**
 * Exact values, numbers and names; and what begins words of the name, if one step along the order meets enough of them, or they are few: one statement.
 */
export async function exactAndNames(tx: Tx, { list, query, from, need }: Searching): Promise<FirstTiers> {
  const { workspaceId } = list.sight.actor;
  const tiers = relevanceTiers(workspaceId, query, sql`array(select id from exactly)`);
  const at = from?.tier ?? 0;
  const isNamesAsked = at <= tierNumbers.names;
  const beginnings = isNamesAsked ? nameBeginnings(query) : [];
  const equal = at <= tierNumbers.exact ? cardsNamed(workspaceId, query, mostCandidates) : noCard;
  const sortedIn = (name: 'exact' | 'names', among: RawBuilder<unknown>) =>
    at > tierNumbers[name]
      ? sql<null>`null::json`
      : sortedCards(list, { among, isIn: tiers[name].isIn, after: keyIn(from, name), need, isHasty: true });
  const after = keyIn(from, 'names');
  const isWalked = isNamesAsked && canStep(list, after) && !isLikelyRare(query);
  const most = mostHits(list, need);
  const hasSigns = isWalked && /[^\p{L}\p{N}\p{M}]/u.test(query.nameWords.join(''));
  const few = hasSigns
    ? sql<number>`(case when exists (select from walked where hit) then ${mostCandidates}::int else ${mostUnmet}::int end)`
    : sql<number>`${mostCandidates}::int`;
  const step = stepRows(list, tiers.names, { stretch: 'filled', at: after, steps: namesWalked, limit: most });
  const { rows } = await sql<First>`
    with exactly as materialized (${exactlyNamed(workspaceId, query)}), equal as materialized (${equal}),
    walked as materialized (${isWalked ? step : noStep}), ${rarestWord(workspaceId, beginnings, few, need)}
    select array(select id from exactly) as ids, (select count(*) from equal) as equal, ${areFew(beginnings, few, need)} as are_few,
      (select coalesce(json_agg(w order by w.n), '[]') from walked w) as walked,
      ${sortedIn('exact', sql`select id from exactly union select id from equal`)} as exact,
      ${sortedIn('names', sql`select distinct id from named`)} as names`.execute(tx);
  const row = rows[0] ?? { ids: [], equal: 0, walked: [], exact: null, areFew: false, names: null };
  const met = metOnStep(list, row.walked, { steps: namesWalked, most, need });
  const isWhole = row.equal <= mostCandidates;
  const found = sql`${row.ids}::bigint[]`;
  const isCounted = from === null && isWhole && row.areFew && !row.exact?.edge && !row.names?.edge;
  return {
    tiers: relevanceTiers(workspaceId, query, found),
    found,
    exact: isWhole ? page(row.exact, need) : null,
    names: met ?? (row.areFew ? page(row.names, need) : null),
    areFew: row.areFew,
    begun: begunBy(row.walked, { steps: namesWalked, limit: most }),
    total: isCounted ? (row.exact?.total ?? 0) + (row.names?.total ?? 0) : null,
  };
}

/** A piece of a number or of an address: no order is worth walking for it before an index was asked. */
export function isLikelyRare({ text }: DirectoryQuery): boolean {
  return text.length >= 5 && /[\d@]/.test(text);
}

interface First {
  ids: number[];
  equal: number;
  walked: StepRow[];
  exact: Sorted | null;
  areFew: boolean;
  names: Sorted | null;
}

function page(sorted: Sorted | null, need: number): TierPage | null {
  const found = sorted && certainPage(sorted, need);
  return found && { found, goOn: null };
}

const noCard = sql`select 0::bigint as id where false`;
/** In the place of a step that is not taken. */
export const noStep = sql`select 0::bigint as id, 0 as n, false as hit, null::text as value, null::text as place where false`;

/**
 * `named`: the cards that have the rarest of some words, one word asked only where the one before it is common; none where all are, or where the walk met
 * enough.
 */
function rarestWord(
  workspaceId: string,
  beginnings: Beginning[],
  few: RawBuilder<number>,
  need: number,
): RawBuilder<unknown> {
  if (beginnings.length === 0) return sql`named as (${noCard})`;
  const asked = beginnings.map((beginning, n) => {
    const cards = cardsWithWord(workspaceId, beginning, few);
    return sql`${word(n)} as materialized (select w.id from (${cards}) w where ${n === 0 ? sql`not ${isMet(need)}` : sql`not ${isRare(n - 1, few)}`})`;
  });
  const rare = beginnings.map((_, n) => sql`select id from ${word(n)} where ${isRare(n, few)}`);
  return sql`${sql.join(asked)}, named as (${sql.join(rare, sql` union all `)})`;
}

/** Words that were not asked of have no cards, which are few. */
function areFew(beginnings: Beginning[], few: RawBuilder<number>, need: number): RawBuilder<boolean> {
  return beginnings.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(not ${isMet(need)} and ${isRare(beginnings.length - 1, few)})`;
}

const word = (n: number) => sql.raw(`word_${n}`);
const isRare = (n: number, few: RawBuilder<number>) => sql<boolean>`((select count(*) from ${word(n)}) <= ${few})`;
/** As `metOnStep` tells: of who sees all, every hit stands before where the step ended. */
const isMet = (need: number) =>
  sql<boolean>`((select count(*) from walked where hit and value >= (select place from walked order by n desc limit 1)) >= ${need})`;
