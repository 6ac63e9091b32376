import { isDeepStrictEqual } from 'node:util';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, seesEverything } from '../operators/policy.ts';

/** What the directory shows somebody: which queues are closed to them so that they may not even know of them (R-HIS-5). Mostly none. */
export interface DirectorySight {
  actor: Actor;
  hidden: string[];
  country: string | null;
}

/**
 * Answers with what the directory shows somebody. This hardly ever changes: the answer is prepared with what they were shown last while it is asked anew, without
 * waiting for that, and once more in the rare case that it is not the same.
 */
export async function withSight<Answer>(
  tx: Tx,
  actor: Actor,
  answer: (sight: DirectorySight) => Promise<Answer>,
): Promise<Answer> {
  const whose = JSON.stringify([actor.workspaceId, actor.type, actor.id]);
  const last = lastSeen.get(whose);
  const [seen, answered] = await together([readSight(tx, actor), last && answer({ actor, ...last })]);
  if (last && answered !== undefined && isDeepStrictEqual(seen, last)) return answered;
  lastSeen.delete(whose);
  lastSeen.set(whose, seen);
  const [oldest] = lastSeen.keys();
  if (lastSeen.size > mostRemembered && oldest) lastSeen.delete(oldest);
  return answer({ actor, ...seen });
}

type Seen = Omit<DirectorySight, 'actor'>;

const lastSeen = new Map<string, Seen>();
const mostRemembered = 1_000;

async function readSight(tx: Tx, actor: Actor): Promise<Seen> {
  const { rows } = await sql<Seen>`
    select w.country, array(select q.id from queue q where q.workspace_id = ${actor.workspaceId}
      and not ${mayKnowOf(actor, sql.ref('q.id'))} order by q.id) as hidden
    from workspace w where w.id = ${actor.workspaceId}`.execute(tx);
  return { hidden: seesEverything(actor) ? [] : (rows[0]?.hidden ?? []), country: rows[0]?.country ?? null };
}

/** Whether a card is shown: not one all of whose conversations are hidden (`maySeeContact`, where the hidden queues were read already). */
export function isShown(sight: DirectorySight): RawBuilder<boolean> {
  if (sight.hidden.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(${isUntouched(sight)} or (select count(*) > 0 from contact_activity a where ${ofCard(sight)} and ${isOpen(sight)}))`;
}

/** How much of the card `c` the actor may know of, by one probe: 0 nothing, 1 some of its queues, 2 all. */
export function extentSeen(sight: DirectorySight): RawBuilder<number> {
  if (sight.hidden.length === 0) return sql<number>`2`;
  return sql<number>`(select case when count(*) = 0 or bool_and(${isOpen(sight)}) then 2 when bool_or(${isOpen(sight)}) then 1 else 0 end
    from contact_activity a where ${ofCard(sight)})`;
}

/**
 * The last contact of the card `c` that the actor may know of.
 * @param extent what `extentSeen` said of it, where it was asked.
 */
export function lastContactSeen(
  sight: DirectorySight,
  extent: RawBuilder<number> | null = null,
): RawBuilder<Date | null> {
  if (sight.hidden.length === 0) return sql<Date | null>`c.last_contact_at`;
  return sql<Date | null>`case when ${extent ? sql`${extent} = 2` : isUntouched(sight)} then c.last_contact_at
    else (select max(a.last_at) from contact_activity a where ${ofCard(sight)} and ${isOpen(sight)}) end`;
}

/** Whether the card `c` was never in a hidden queue, as most: one probe that finds nothing. */
function isUntouched(sight: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`(select count(*) = 0 from contact_activity a where ${ofCard(sight)} and a.queue_id = any(${listed(sight)}))`;
}

function ofCard({ actor }: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`a.workspace_id = ${actor.workspaceId} and a.contact_id = c.id`;
}

/** Whether the activity `a` is in a queue that the actor may know of: the same as `mayKnowOf`, where the hidden queues were read already. */
export function inSight(sight: DirectorySight): RawBuilder<boolean> {
  return isOpen(sight);
}

function isOpen(sight: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`(a.queue_id <> all(${listed(sight)}))`;
}

/** The hidden queues, behind `select`: planned with their number, which makes little difference, statements would be planned anew each time. */
function listed({ hidden }: DirectorySight): RawBuilder<unknown> {
  return sql`(select ${hidden}::uuid[])::uuid[]`;
}
