import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { cardsContaining, countOf } from './directory-containing.ts';
import { noStep } from './directory-first-tiers.ts';
import { mostGathered, newestOf } from './directory-page.ts';
import { keyIn, type Searching, tierNumbers } from './directory-place.ts';
import { certainPage, type Sorted, sortedCards } from './directory-sorted.ts';
import { askedSounds, cardsWithKeys, type SoundingCard, scriptsWritten, soundingCards } from './directory-sounds.ts';
import { isLikelyRare, type RelevanceTiers, restContaining } from './directory-tiers.ts';
import {
  type Begun,
  begunBy,
  canStep,
  firstSteps,
  isReordered,
  metOnStep,
  mostHits,
  type StepRow,
  stepRows,
  type TierPage,
} from './directory-walk.ts';

interface LastTiers {
  sounds: TierPage;
  /** Null: to be asked alone, from where a step ended. */
  rest: TierPage | null;
  begun: Begun | null;
  /** How many hits there are in both; null where that is not known. */
  total: number | null;
}

/** The trigram index is asked beside a step where about so many cards would be read for it. */
const worthReading = 8_000;

/** Names that sound so in other letters; and what contains the text anywhere, as far as one step tells, or, where that meets hardly any, all of it: one statement. */
export async function soundsAndRest(
  tx: Tx,
  searching: Searching,
  { sounds: ofSounds, rest: ofRest }: RelevanceTiers,
  found: RawBuilder<unknown>,
  need: number,
): Promise<LastTiers> {
  const { list, query, from } = searching;
  const { workspaceId } = list.sight.actor;
  const isFirst = (from?.tier ?? 0) <= tierNumbers.sounds;
  const sounds = isFirst ? askedSounds(query.given) : null;
  const hasSounds = sounds !== null && sounds.keys.length + sounds.brokenKeys.length > 0;
  const isShown = sql<boolean>`(${ofSounds.isIn} and ${list.filters})`;
  const isWalked = query.contains !== null && canStep(list, keyIn(from, 'rest'));
  if (!hasSounds && !isWalked) return { sounds: none, rest: null, begun: null, total: null };
  const near = hasSounds
    ? sql`(select json_agg(n) from (${cardsWithKeys(workspaceId, sounds.keys, isShown)}) n)`
    : sql`null::json`;
  const scripts = hasSounds ? sql`array(${scriptsWritten(workspaceId, sounds)})` : sql`'{}'::text[]`;
  const { rows } = await sql<{ near: SoundingCard[] | null; scripts: string[] } & Partial<Step>>`
    ${isWalked ? step(searching, ofRest.isIn, found, need) : sql`select`} ${isWalked ? sql`,` : sql``} ${near} as near, ${scripts} as scripts`.execute(
    tx,
  );
  const row = rows[0] ?? { near: [], scripts: [] };
  const ids = hasSounds ? await soundingCards(tx, workspaceId, sounds, row.near ?? [], row.scripts, isShown) : [];
  const after = keyIn(from, 'sounds');
  const sounding = (after ? ids.slice(ids.indexOf(after.id) + 1) : ids).map((id) => ({ id, value: null }));
  const { page: rest, begun, total } = isWalked ? taken(row as Step, searching, need) : untaken;
  return {
    sounds: { found: sounding, goOn: null },
    rest,
    begun,
    total: total === null ? null : total + sounding.length,
  };
}

const none: TierPage = { found: [], goOn: null };
const untaken = { page: null, begun: null, total: null };

interface Step {
  walked: StepRow[];
  few: number;
  gathered: Sorted;
}

/** One step along the order, and, where it meets so few that a page would be long in coming, or ends, the cards looked up in the trigram index. */
function step(
  { list, query, from }: Searching,
  isIn: RawBuilder<boolean>,
  found: RawBuilder<unknown>,
  need: number,
): RawBuilder<unknown> {
  const after = keyIn(from, 'rest');
  const walked = stepRows(
    list,
    { isIn },
    { stretch: 'filled', at: after, steps: firstSteps, limit: mostHits(list, need) },
  );
  // looking up, of the last weeks alone, takes longer the more cards have it, walking on the fewer: that is the same where so many are met
  const wanted = isReordered(list) ? 2 * need : need;
  const enough = sql`least(${wanted / 3}::float8, ${firstSteps * Math.sqrt(10 * wanted)}::float8 / sqrt(greatest((select reltuples from pg_class where oid = 'contact'::regclass), 1)))`;
  const hits = sql`(select count(*) from walked where hit)`;
  const isEnd = sql`(${hits} < ${need} and not exists (select from walked where n = ${firstSteps}))`;
  const isAsked = isLikelyRare(query) ? sql`true` : sql`(${hits} < ${enough} or ${isEnd})`;
  const containing = restContaining(query, found, mostGathered, newestOf(list, after, need), worthReading);
  const among = sql`select id from few where n <= ${mostGathered}`;
  return sql`
    with walked as materialized (${isLikelyRare(query) ? noStep : walked}),
    few as materialized (select f.id, f.n from (${cardsContaining(containing)}) f where ${isAsked})
    select (select coalesce(json_agg(w order by w.n), '[]') from walked w) as walked,
      case when ${isAsked} then coalesce((select max(n) from few), 0) else ${mostGathered + 1} end as few,
      ${sortedCards(list, { among, isIn, after, need, isHasty: true })} as gathered`;
}

function taken({ walked, few, gathered }: Step, { list }: Searching, need: number) {
  const end = { steps: firstSteps, limit: mostHits(list, need) };
  if (few > mostGathered) {
    const page = metOnStep(list, walked, { steps: firstSteps, most: end.limit, need });
    return { page, begun: begunBy(walked, end), total: null };
  }
  const found = certainPage(gathered, need);
  const isCounted = newestOf(list, null, need) !== null && !isReordered(list);
  const total = isCounted ? countOf(few) : gathered.edge ? null : gathered.total;
  return { page: found && { found, goOn: null }, begun: null, total };
}
