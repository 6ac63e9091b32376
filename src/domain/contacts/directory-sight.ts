import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, seesEverything } from '../operators/policy.ts';

/** What the directory shows somebody: which queues are closed to them so that they may not even know of them (R-HIS-5). Mostly none. */
export interface DirectorySight {
  actor: Actor;
  hidden: string[];
  country: string | null;
}

export async function directorySight(tx: Tx, actor: Actor): Promise<DirectorySight> {
  const { rows } = await sql<{ country: string | null; hidden: string[] }>`
    select w.country, array(select q.id from queue q where q.workspace_id = ${actor.workspaceId}
      and not ${mayKnowOf(actor, sql.ref('q.id'))}) as hidden
    from workspace w where w.id = ${actor.workspaceId}`.execute(tx);
  return { actor, hidden: seesEverything(actor) ? [] : (rows[0]?.hidden ?? []), country: rows[0]?.country ?? null };
}

/** Whether a card is shown: not one all of whose conversations are hidden (`maySeeContact`, where the hidden queues were read already). */
export function isShown(sight: DirectorySight): RawBuilder<boolean> {
  if (sight.hidden.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(${isUntouched(sight)} or (select count(*) > 0 from contact_activity a where ${ofCard(sight)} and a.queue_id <> all(${sight.hidden}::uuid[])))`;
}

/** The last contact of the card `c` that the actor may know of. */
export function lastContactSeen(sight: DirectorySight): RawBuilder<Date | null> {
  if (sight.hidden.length === 0) return sql<Date | null>`c.last_contact_at`;
  return sql<Date | null>`case when ${isUntouched(sight)} then c.last_contact_at
    else (select max(a.last_at) from contact_activity a where ${ofCard(sight)} and a.queue_id <> all(${sight.hidden}::uuid[])) end`;
}

/** Whether the card `c` was never in a hidden queue, as most: one probe that finds nothing. */
function isUntouched(sight: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`(select count(*) = 0 from contact_activity a where ${ofCard(sight)} and a.queue_id = any(${sight.hidden}::uuid[]))`;
}

function ofCard({ actor }: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`a.workspace_id = ${actor.workspaceId} and a.contact_id = c.id`;
}

/** Whether the activity `a` is in a queue that the actor may know of: the same as `mayKnowOf`, where the hidden queues were read already. */
export function inSight({ hidden }: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`(a.queue_id <> all(${hidden}::uuid[]))`;
}
