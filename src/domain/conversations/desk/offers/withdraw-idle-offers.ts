import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { SystemActor } from '../../../operators/actor.ts';
import { endHandovers } from '../end-handover.ts';
import { announceDesk } from '../tell.ts';

/**
 * Takes offers back that came to nothing by themselves: who is asked is ready no more, or no member of the queue that the conversation waits in; somebody
 * answered the client elsewhere, or it moved to a queue that lets take. What another transaction holds is left for next time.
 */
export async function withdrawIdleOffers(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; conversationId: string }>`
    select h.id, h.conversation_id from handover h
    join conversation c on c.workspace_id = h.workspace_id and c.id = h.conversation_id
    where h.workspace_id = ${workspaceId} and h.kind = 'offer' and h.state = 'asked' and h.until > ${now} and not (
      c.state = 'waiting' and c.assignee_id is null and c.merged_into is null
      and exists (
        select from operator_presence p
        join operator o on o.workspace_id = p.workspace_id and o.id = p.operator_id and o.removed_at is null
        join queue_member m on m.workspace_id = p.workspace_id and m.operator_id = p.operator_id and m.queue_id = c.queue_id
        join queue q on q.workspace_id = m.workspace_id and q.id = m.queue_id and q.routing = 'offer'
        where p.workspace_id = h.workspace_id and p.operator_id = h.to_id and p.state = 'ready'))
    for no key update of c skip locked`.execute(tx);
  const ids = rows.map(({ id }) => id);
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  for (const { conversationId } of await endHandovers(tx, workspaceId, ids, 'withdrawn')) {
    await announceDesk(tx, system, conversationId);
  }
}
