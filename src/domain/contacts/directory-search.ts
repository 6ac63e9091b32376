import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { exactAndNames, type FirstTiers } from './directory-first-tiers.ts';
import { soundsAndRest } from './directory-last-tiers.ts';
import { tierPage } from './directory-page.ts';
import { keyIn, type Place, type Searching, tierNumbers } from './directory-place.ts';
import type { RelevanceTiers } from './directory-tiers.ts';
import type { Begun, TierPage } from './directory-walk.ts';

/** What a search found. `goOn`: where to look on. */
export interface Searched {
  found: Place[];
  goOn: Place | null;
  /** How many hits there are in all, and how many in the first tiers; null where that did not come out by the way. */
  total: number | null;
  first: number | null;
  /** Which rows of `c` are hits besides those. */
  others: RawBuilder<boolean>;
}

/**
 * The next cards by relevance. What no tier has to know of another is asked in one statement: exact values together with names, and, where these do not fill
 * the page, how names sound together with the rest.
 */
export async function search(tx: Tx, searching: Searching): Promise<Searched> {
  const [, first] = await together([keepCommonPlans.execute(tx), exactAndNames(tx, searching)]);
  const searched = await searchOn(tx, searching, first);
  await planAsBefore.execute(tx);
  return searched;
}

/**
 * Planning these statements takes longer than most of their work, and what they do depends on no value: whatever does stands in conditions that are
 * judged as they run. So each connection plans them once.
 */
const keepCommonPlans = sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`;
const planAsBefore = sql`select set_config('plan_cache_mode', null, true), set_config('enable_seqscan', null, true)`;

async function searchOn(tx: Tx, searching: Searching, first: FirstTiers): Promise<Searched> {
  const { list, from, need } = searching;
  const found: Place[] = [];
  let goOn: Place | null = null;
  const { tiers } = first;
  const left = () => (goOn ? 0 : need - found.length);
  const isAsked = (name: keyof RelevanceTiers) => left() > 0 && (from?.tier ?? 0) <= tierNumbers[name];
  const next = (name: keyof RelevanceTiers, begun: Begun | null = null, tier = tiers[name]) =>
    tierPage(tx, list, tier, keyIn(from, name), left(), begun);
  const take = (name: keyof RelevanceTiers, page: TierPage) => {
    const tier = tierNumbers[name];
    found.push(...page.found.slice(0, left()).map((key) => ({ tier, key })));
    if (page.goOn) goOn = { tier, key: page.goOn };
  };

  if (isAsked('exact')) take('exact', first.exact ?? (await next('exact')));
  if (isAsked('names')) {
    const { candidates: _tooMany, ...walked } = tiers.names;
    take('names', first.names ?? (await next('names', first.begun, first.areFew ? tiers.names : walked)));
  }
  const last = left() > 0 ? await soundsAndRest(tx, searching, tiers, first.found, left()) : null;
  if (last) take('sounds', last.sounds);
  if (last && isAsked('rest')) take('rest', last.rest ?? (await next('rest', last.begun)));
  const isWhole = from === null && first.total !== null && typeof last?.total === 'number';
  return {
    found,
    goOn,
    total: isWhole ? (first.total ?? 0) + (last?.total ?? 0) : null,
    first: first.total,
    others: first.others,
  };
}
