import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { may, mayRead, seesEverything } from '../../operators/policy.ts';
import { rootOf } from '../root-of.ts';

/** A conversation as the desk's verbs see it: locked until their transaction ends, so that of two at once the second sees what the first did. */
export interface DeskConversation {
  id: string;
  queueId: string;
  readers: 'everyone' | 'members' | 'hidden';
  wrapUp: boolean;
  state: 'waiting' | 'open' | 'closed';
  assignee: { id: string; name: string } | null;
  /** Who asks collaborates in it. */
  collaborates: boolean;
  /** Who asks took part, or has been given a look for a time. */
  tookPart: boolean;
}

/** Locks a conversation that the actor may read; a merged one's target. @throws NOT_FOUND. */
export async function lockForDesk(tx: Tx, actor: Actor, id: string): Promise<DeskConversation> {
  const root = await rootOf(tx, actor, id);
  // a statement of its own: the next one then reads all that was written by whom it waited for
  await sql`select from conversation where workspace_id = ${actor.workspaceId} and id = ${root.id} for no key update`.execute(
    tx,
  );
  const { rows } = await sql<DeskConversation>`
    select c.id, c.queue_id, q.readers, q.wrap_up, c.state,
      case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as assignee,
      coalesce(t.collaborates, false) as collaborates, t.operator_id is not null and t.until is null as took_part
    from conversation c
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    left join operator a on a.workspace_id = c.workspace_id and a.id = c.assignee_id
    left join conversation_operator t on t.workspace_id = c.workspace_id and t.conversation_id = c.id and t.operator_id = ${actor.id}
    where c.workspace_id = ${actor.workspaceId} and c.id = ${root.id} and c.merged_into is null
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound('conversation');
  return found;
}

/** Whether somebody may take conversations of a queue: its members, and who sees all queues. */
export function mayTakeFrom(actor: OperatorActor, queueId: string): boolean {
  return actor.queues.includes(queueId) || seesEverything(actor);
}

/**
 * Refuses unless the conversation is in the actor's hands: they have it or collaborate in it, nobody has it and they may take it, or they have the
 * right to take it over. @throws FORBIDDEN, with who has it in `data.assignee`.
 */
export function mustHave(actor: OperatorActor, { assignee, collaborates, queueId }: DeskConversation): void {
  if (assignee?.id === actor.id || collaborates || may(actor, 'takeOver')) return;
  if (assignee) throw new Refusal('FORBIDDEN', `${assignee.name} has this conversation.`, { data: { assignee } });
  if (!mayTakeFrom(actor, queueId)) {
    throw new Refusal('FORBIDDEN', 'Only members of its queue work on this conversation.', { data: { assignee } });
  }
}

/**
 * Keeps that an operator took part, which lets them read it from now on (R-HIS-5).
 * @param collaborates whether they work on it beside who has it; left out, it stays as it was.
 */
export async function keepPart(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  operatorId: string,
  collaborates: boolean | null = null,
): Promise<void> {
  await sql`
    insert into conversation_operator as had (workspace_id, operator_id, conversation_id, until, collaborates)
    values (${workspaceId}, ${operatorId}, ${conversationId}, null, coalesce(${collaborates}::boolean, false))
    on conflict (workspace_id, operator_id, conversation_id) do update
      set until = null, collaborates = coalesce(${collaborates}::boolean, had.collaborates)`.execute(tx);
}
