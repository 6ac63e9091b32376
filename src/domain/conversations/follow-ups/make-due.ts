import { sql } from 'kysely';
import type { FollowUp } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { SystemActor } from '../../operators/actor.ts';
import { giveTo } from '../desk/accept-conversation.ts';
import { withdrawAsked } from '../desk/end-handover.ts';
import { announceDesk, tellEvent } from '../desk/tell.ts';

/** A follow-up whose time has come, with the conversation that it is about. */
interface DueFollowUp {
  id: string;
  kind: FollowUp['kind'];
  dueAt: Date;
  attempts: unknown[];
  operatorId: string | null;
  conversationId: string;
}

/**
 * Makes what is due by `now` wait again (R-DSK-4): in its queue since the time it is due, or open at the desk of the operator whom it reminds, unread. What
 * somebody at the desk has open stays theirs, unread. Of several processes at once one does each; what another transaction holds is left for next time.
 * @returns how many came due.
 */
export async function makeDue(tx: Tx, workspaceId: string, now = new Date()): Promise<number> {
  const due = await takeDue(tx, workspaceId, now);
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  for (const one of due) {
    const backTo = await comeBack(tx, system, one);
    await tellEvent(tx, system, one.conversationId, {
      code: `${one.kind}Due`,
      at: one.dueAt.toISOString(),
      attempt: one.attempts.length + 1,
      ...(backTo && { to: backTo.name }),
    });
    await announceDesk(tx, system, one.conversationId);
  }
  return due.length;
}

/** Locks the conversations first, as all do, then takes what is still planned. */
async function takeDue(tx: Tx, workspaceId: string, now: Date): Promise<DueFollowUp[]> {
  const { rows: found } = await sql<{ id: string }>`
    select f.id from follow_up f
    join conversation part on part.workspace_id = f.workspace_id and part.id = f.conversation_id
    join conversation c on c.workspace_id = part.workspace_id and c.id = part.root_id
    where f.workspace_id = ${workspaceId} and f.state = 'planned' and f.due_at <= ${now}
      and (c.kept_out is null or c.state <> 'closed') -- whoever is kept out is called by nobody (R-DSK-5)
    order by f.due_at, f.id limit 100 for no key update of c skip locked`.execute(tx);
  if (found.length === 0) return [];
  const { rows } = await sql<DueFollowUp>`
    with taken as (
      update follow_up set state = 'due'
      where workspace_id = ${workspaceId} and id = any(${found.map(({ id }) => id)}::uuid[]) and state = 'planned' and due_at <= ${now}
      returning *)
    select f.id, f.kind, f.due_at, f.attempts, f.operator_id, part.root_id as conversation_id
    from taken f join conversation part on part.workspace_id = f.workspace_id and part.id = f.conversation_id
    order by f.due_at, f.id`.execute(tx);
  return rows;
}

/** Gives the conversation back to whom it is for, or to its queue. @returns the operator who has it now. */
async function comeBack(tx: Tx, system: SystemActor, { kind, dueAt, operatorId, conversationId }: DueFollowUp) {
  const { workspaceId } = system;
  const { hasIt, backTo } = await whoTakes(tx, workspaceId, conversationId, operatorId);
  const to = hasIt ?? backTo;
  if (to && !hasIt) {
    await withdrawAsked(tx, system, conversationId, 'redirect');
    await giveTo(tx, system, { id: conversationId }, to);
  }
  if (to) {
    await sql`
      delete from conversation_seen
      where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and operator_id = ${to.id}`.execute(
      tx,
    );
    if (kind === 'reminder') return to; // no client waits for it
  } else {
    await withdrawAsked(tx, system, conversationId, 'any');
    await sql`
      update conversation set state = 'waiting', assignee_id = null, ended_at = null, ended_by = null, result = null,
        wrapping_since = null, wrapping_id = null, wrapping_until = null, version = version + 1
      where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
  }
  await sql`
    update conversation set waiting_since = coalesce(waiting_since, ${dueAt})
    where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
  return to;
}

interface Takers {
  /** Who has it open and is at the desk. */
  hasIt: { id: string; name: string } | null;
  /** Whom it reminds, if they may still read it. */
  backTo: { id: string; name: string } | null;
}

async function whoTakes(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  operatorId: string | null,
): Promise<Takers> {
  const { rows } = await sql<Takers>`
    select (
      select json_build_object('id', o.id, 'name', o.name) from operator o
      join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id and p.state <> 'away'
      where o.workspace_id = c.workspace_id and o.id = c.assignee_id and c.state = 'open' and o.removed_at is null) as has_it, (
      select json_build_object('id', o.id, 'name', o.name) from operator o
      where o.workspace_id = c.workspace_id and o.id = ${operatorId} and o.removed_at is null and (
        o.role = 'administrator' or q.readers <> 'hidden' or exists (
          select from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id and m.queue_id = q.id))) as back_to
    from conversation c join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId}`.execute(tx);
  return rows[0] ?? { hasIt: null, backTo: null };
}
