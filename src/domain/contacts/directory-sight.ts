import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, maySeeContact, seesEverything } from '../operators/policy.ts';

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

/** Whether a card is shown: where no queue is hidden from the actor, every card is. */
export function isShown({ actor, hidden }: DirectorySight): RawBuilder<boolean> {
  return hidden.length === 0 ? sql<boolean>`true` : maySeeContact(actor, sql.ref('c.id'));
}

/** The last contact of the card `c` that the actor may know of. */
export function lastContactSeen({ actor, hidden }: DirectorySight): RawBuilder<Date | null> {
  if (hidden.length === 0) return sql<Date | null>`c.last_contact_at`;
  return sql<Date | null>`(select max(a.last_at) from contact_activity a
    where a.workspace_id = ${actor.workspaceId} and a.contact_id = c.id and a.queue_id <> all(${hidden}::uuid[]))`;
}

/** Whether the activity `a` is in a queue that the actor may know of: the same as `mayKnowOf`, where the hidden queues were read already. */
export function inSight({ hidden }: DirectorySight): RawBuilder<boolean> {
  return sql<boolean>`(a.queue_id <> all(${hidden}::uuid[]))`;
}
