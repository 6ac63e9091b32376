import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { may, must, mustBeOperator } from '../../operators/policy.ts';
import { readConversation } from '../read-conversation.ts';
import { type DeskConversation, keepPart, lockForDesk, mayTakeFrom } from './desk-conversation.ts';
import { withdrawAsked } from './end-handover.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * Takes a waiting conversation: the first one has it. From then on no rule moves it to another card. Who has it already has it still.
 * @param input `takeOver`: takes it from who has it.
 * @throws NOT_FOUND; CONFLICT when somebody else has it (`data.assignee`) or it is closed; FORBIDDEN for who is no member of its queue, or may
 * not take over.
 */
export async function acceptConversation(
  tx: Tx,
  actor: Actor,
  { id, takeOver = false }: { id: string; takeOver?: boolean },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  if (found.state === 'closed') throw new Refusal('CONFLICT', 'This conversation is closed. Open it again instead.');
  const { assignee } = found;
  if (assignee?.id !== operator.id) {
    if (assignee && !takeOver) {
      throw new Refusal('CONFLICT', `${assignee.name} has this conversation by now.`, { data: { assignee } });
    }
    if (assignee) must(actor, 'takeOver');
    else if (!mayTakeFrom(operator, found.queueId) && !may(actor, 'takeOver')) {
      throw new Refusal('FORBIDDEN', 'Only members of its queue take this conversation.');
    }
    await withdrawAsked(tx, actor, found.id, 'redirect');
    await giveTo(tx, operator, found, operator);
    await tellEvent(tx, actor, found.id, assignee ? { code: 'takenOver', to: assignee.name } : { code: 'accepted' });
    await announceDesk(tx, actor, found.id);
  }
  return readConversation(tx, actor, found.id);
}

/** Gives a conversation to an operator. Who had it took part in it, and keeps reading it. */
export async function giveTo(
  tx: Tx,
  actor: Actor,
  { id }: Pick<DeskConversation, 'id'>,
  to: Pick<OperatorActor, 'id'>,
): Promise<void> {
  await keepPart(tx, actor.workspaceId, id, to.id, false);
  await sql`
    update conversation set state = 'open', assignee_id = ${to.id}, accepted_at = ${new Date()}, ended_at = null, ended_by = null, result = null,
      version = version + 1
    where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(tx);
}
