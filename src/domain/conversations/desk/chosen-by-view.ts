import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../operators/actor.ts';
import { mayRead, seesEverything } from '../../operators/policy.ts';

/**
 * What is at the actor's own desk (R-DSK-1), as a query of `id`: not closed, and they have it, collaborate in it, or are asked to take or join it; or
 * closed, and theirs to finish (R-DSK-3); of those that they may read still. Empty for who is no operator.
 */
export function mine(actor: Actor): RawBuilder<unknown> {
  if (actor.type !== 'operator') return sql`select null::uuid as id where false`;
  const [workspaceId, me] = [actor.workspaceId, actor.id];
  return sql`
    select c.id from (
      select a.id from conversation a where a.workspace_id = ${workspaceId} and a.assignee_id = ${me} and a.state <> 'closed'
      union
      select w.id from conversation w where w.workspace_id = ${workspaceId} and w.wrapping_id = ${me} and w.wrapping_since is not null
      union
      select t.conversation_id from conversation_operator t where t.workspace_id = ${workspaceId} and t.operator_id = ${me} and t.collaborates
      union
      select h.conversation_id from handover h
      where h.workspace_id = ${workspaceId} and h.to_id = ${me} and h.state = 'asked' and h.until > ${new Date()}
    ) own join conversation c on c.workspace_id = ${workspaceId} and c.id = own.id
    where (c.state <> 'closed' or (c.wrapping_since is not null and c.wrapping_id = ${me}))
      and c.merged_into is null and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}`;
}

/**
 * The queues whose waiting conversations stand in the actor's view Waiting, as a query of `id`: those that they are a member of, or that a key was given.
 * Who sees every queue and is a member of none has all of them.
 */
export function ownQueues(actor: Actor): RawBuilder<unknown> {
  const queues = 'queues' in actor ? (actor.queues ?? []) : [];
  const has = queues.length === 0 && seesEverything(actor) ? sql`true` : sql`q.id = any(${queues}::uuid[])`;
  return sql`select q.id from queue q where q.workspace_id = ${actor.workspaceId} and ${has}`;
}

/** Since when the conversation `c` waits: its place in the view Waiting. An index goes by it. */
export const waitsSince = sql<Date>`coalesce(c.waiting_since, c.last_at)`;
