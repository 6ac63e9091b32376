import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { endHandovers } from '../conversations/desk/end-handover.ts';
import { announceDesk, tellEvent } from '../conversations/desk/tell.ts';
import type { Actor } from './actor.ts';

/**
 * What an operator without access any more had in hand goes back to where others find it: open conversations wait in their queues, each saying so; what
 * they were asked, or asked others, is withdrawn; they collaborate nowhere; what was planned for them is for their queues, and what they had to finish
 * is finished. Locks the conversations in the order of their ids.
 */
export async function giveBackWork(tx: Tx, actor: Actor, { id, name }: { id: string; name: string }): Promise<void> {
  const { workspaceId } = actor;
  const touched = await lockConversations(tx, workspaceId, id);
  await withdraw(tx, workspaceId, id);
  await sql`update conversation_operator set collaborates = false
    where workspace_id = ${workspaceId} and operator_id = ${id} and collaborates`.execute(tx);
  await sql`update conversation set wrapping_since = null, wrapping_id = null, wrapping_until = null
    where workspace_id = ${workspaceId} and wrapping_id = ${id}`.execute(tx);
  await sql`update follow_up set operator_id = null
    where workspace_id = ${workspaceId} and operator_id = ${id} and state in ('planned', 'due')`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    update conversation set state = 'waiting', assignee_id = null, waiting_since = coalesce(waiting_since, ${new Date()}), version = version + 1
    where workspace_id = ${workspaceId} and assignee_id = ${id} and state = 'open' and merged_into is null returning id`.execute(
    tx,
  );
  const given = new Set(rows.map((row) => row.id));
  for (const conversationId of touched) {
    if (given.has(conversationId)) await tellEvent(tx, actor, conversationId, { code: 'givenBack', to: name });
    await announceDesk(tx, actor, conversationId);
  }
}

async function lockConversations(tx: Tx, workspaceId: string, operatorId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c
    where c.workspace_id = ${workspaceId} and (
      (c.assignee_id = ${operatorId} and c.state = 'open') or c.wrapping_id = ${operatorId}
      or c.id in (select t.conversation_id from conversation_operator t
        where t.workspace_id = c.workspace_id and t.operator_id = ${operatorId} and t.collaborates)
      or c.id in (select h.conversation_id from handover h
        where h.workspace_id = c.workspace_id and h.state = 'asked' and ${operatorId}::uuid in (h.from_id, h.to_id)))
    order by c.id for no key update of c`.execute(tx);
  return rows.map((row) => row.id);
}

async function withdraw(tx: Tx, workspaceId: string, operatorId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from handover where workspace_id = ${workspaceId} and state = 'asked' and ${operatorId}::uuid in (from_id, to_id)`.execute(
    tx,
  );
  await endHandovers(
    tx,
    workspaceId,
    rows.map((row) => row.id),
    'withdrawn',
  );
}
