import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../operators/actor.ts';

/**
 * Whether the conversation `c` holds words of the client that the actor has not seen; or where the client said nothing yet, a follow-up that came due since.
 * Nothing is unread in one that is closed, nor for who is no operator. By the conversation's own row: no entry is read.
 */
export function isUnread(actor: Actor): RawBuilder<boolean> {
  if (actor.type !== 'operator') return sql<boolean>`false`;
  const seen = sql`select from conversation_seen s
    where s.workspace_id = c.workspace_id and s.operator_id = ${actor.id} and s.conversation_id = c.id`;
  const isDue = sql`exists (
    select from follow_up f where f.workspace_id = c.workspace_id and f.conversation_id = c.id and f.state = 'due')`;
  return sql<boolean>`(c.state <> 'closed' and case when c.last_in_at is null then ${isDue} and not exists (${seen})
    else not exists (${seen} and (s.at, s.place) >= (c.last_in_at, c.last_in_place)) end)`;
}
