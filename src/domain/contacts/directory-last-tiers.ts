import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { mostGathered } from './directory-page.ts';
import { keyIn, type Searching, tierNumbers } from './directory-place.ts';
import { certainPage, type Sorted, sortedCards } from './directory-sorted.ts';
import { askedSounds, cardsWithKeys, type SoundingCard, scriptsWritten, soundingCards } from './directory-sounds.ts';
import { cardsContaining, type RelevanceTiers } from './directory-tiers.ts';
import { canStep, firstSteps, metOnStep, mostHits, type StepRow, stepRows, type TierPage } from './directory-walk.ts';

interface LastTiers {
  sounds: TierPage;
  /** Null: to be asked alone. */
  rest: TierPage | null;
  /** How many hits there are in both; null where that is not known. */
  total: number | null;
}

/** Names that sound so in other letters; and what contains the text anywhere, as far as one step tells, or, where that meets hardly any, all of it: one statement. */
export async function soundsAndRest(
  tx: Tx,
  searching: Searching,
  { sounds: ofSounds, rest: ofRest }: RelevanceTiers,
  need: number,
): Promise<LastTiers> {
  const { list, query, from } = searching;
  const { workspaceId } = list.sight.actor;
  const isFirst = (from?.tier ?? 0) <= tierNumbers.sounds;
  const sounds = isFirst ? askedSounds(query.given) : null;
  const hasSounds = sounds !== null && sounds.keys.length + sounds.brokenKeys.length > 0;
  const isShown = sql<boolean>`(${ofSounds.isIn} and ${list.filters})`;
  const isWalked = query.contains !== null && canStep(list, keyIn(from, 'rest'));
  if (!hasSounds && !isWalked) return { sounds: none, rest: null, total: null };
  const near = hasSounds
    ? sql`(select json_agg(n) from (${cardsWithKeys(workspaceId, sounds.keys, isShown)}) n)`
    : sql`null::json`;
  const scripts = hasSounds ? sql`array(${scriptsWritten(workspaceId, sounds)})` : sql`'{}'::text[]`;
  const { rows } = await sql<{ near: SoundingCard[] | null; scripts: string[] } & Partial<Step>>`
    ${isWalked ? step(searching, ofRest.isIn, need) : sql`select`} ${isWalked ? sql`,` : sql``} ${near} as near, ${scripts} as scripts`.execute(
    tx,
  );
  const row = rows[0] ?? { near: [], scripts: [] };
  const ids = hasSounds ? await soundingCards(tx, workspaceId, sounds, row.near ?? [], row.scripts, isShown) : [];
  const after = keyIn(from, 'sounds');
  const found = (after ? ids.slice(ids.indexOf(after.id) + 1) : ids).map((id) => ({ id, value: null }));
  const { page: rest, total } = isWalked ? taken(row as Step, searching, need) : { page: null, total: null };
  return { sounds: { found, goOn: null }, rest, total: total === null ? null : total + found.length };
}

const none: TierPage = { found: [], goOn: null };

interface Step {
  walked: StepRow[];
  few: number;
  gathered: Sorted;
}

/** One step along the order, and, where it meets so few that a page would be long in coming, or ends, the cards looked up in the trigram index. */
function step({ list, query, from }: Searching, isIn: RawBuilder<boolean>, need: number): RawBuilder<unknown> {
  const after = keyIn(from, 'rest');
  const walked = stepRows(
    list,
    { isIn },
    { stretch: 'filled', at: after, steps: firstSteps, limit: mostHits(list, need) },
  );
  // looking up takes longer the more cards have it, walking on the fewer: that is the same where so many are met
  const enough = sql`greatest(1, ${firstSteps * Math.sqrt(need / 3)}::float8 / sqrt(greatest((select reltuples from pg_class where oid = 'contact'::regclass), 1)))`;
  const hits = sql`(select count(*) from walked where hit)`;
  const isEnd = sql`(${hits} < ${need} and not exists (select from walked where n = ${firstSteps}))`;
  const among = sql`select id from few where (select count(*) from few) <= ${mostGathered}`;
  return sql`
    with walked as materialized (${walked}),
    few as materialized (select f.id from (${cardsContaining(query.contains ?? [], mostGathered)}) f where ${hits} < ${enough} or ${isEnd})
    select (select coalesce(json_agg(w order by w.n), '[]') from walked w) as walked,
      case when ${hits} < ${enough} or ${isEnd} then (select count(*) from few) else ${mostGathered + 1} end as few,
      ${sortedCards(list, { among, isIn, after, need, isHasty: true })} as gathered`;
}

function taken({ walked, few, gathered }: Step, { list }: Searching, need: number) {
  if (few <= mostGathered) {
    const found = certainPage(gathered, need);
    return { page: found && { found, goOn: null }, total: gathered.edge ? null : gathered.total };
  }
  return { page: metOnStep(list, walked, { steps: firstSteps, most: mostHits(list, need), need }), total: null };
}
