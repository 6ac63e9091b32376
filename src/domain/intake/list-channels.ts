import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf } from '../operators/policy.ts';

/** A channel as the API lists it. */
export interface ListedChannel {
  id: string;
  kind: string;
  name: string;
  enabled: boolean;
  /** Where its conversations begin; null for a queue that the actor may not know of. */
  queue: { id: string; name: string } | null;
}

/** The workspace's channels by name. Everybody who works in it knows them, as filters and the history name them; not of hidden queues (R-HIS-5). */
export async function listChannels(tx: Tx, actor: Actor): Promise<{ items: ListedChannel[]; nextCursor: null }> {
  const { rows } = await sql<ListedChannel>`
    select c.id, c.kind, c.name, c.enabled,
      case when ${mayKnowOf(actor, sql.ref('c.queue_id'))} then json_build_object('id', q.id, 'name', q.name) end as queue
    from channel c join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    where c.workspace_id = ${actor.workspaceId} order by c.name, c.id`.execute(tx);
  return { items: rows, nextCursor: null };
}
