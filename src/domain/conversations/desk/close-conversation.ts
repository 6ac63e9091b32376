import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { may, mustBeOperator } from '../../operators/policy.ts';
import { readConversation } from '../read-conversation.ts';
import { giveTo } from './accept-conversation.ts';
import { lockForDesk, mayTakeFrom, mustHave } from './desk-conversation.ts';
import { withdrawAsked } from './end-handover.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * Ends a conversation (R-DSK-2). What was asked of colleagues is withdrawn; who had it stays named, and has it again when the client comes back.
 * @throws NOT_FOUND; FORBIDDEN when it is in others' hands; CONFLICT when it is closed; INVALID without a result where its queue asks for one
 * (R-DSK-3).
 */
export async function closeConversation(
  tx: Tx,
  actor: Actor,
  { id, result = null }: { id: string; result?: string | null },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  mustHave(operator, found);
  if (found.state === 'closed') throw new Refusal('CONFLICT', 'This conversation is closed already.');
  const kept = result || null;
  if (found.wrapUp && kept === null) {
    throw new Refusal('INVALID', 'Say how it ended: this queue asks for a result.', { fields: { result: 'required' } });
  }
  await withdrawAsked(tx, actor, found.id, 'any');
  await sql`
    update conversation set state = 'closed', ended_at = ${new Date()}, ended_by = ${operator.id}, result = ${kept}, waiting_since = null,
      version = version + 1
    where workspace_id = ${operator.workspaceId} and id = ${found.id}`.execute(tx);
  await tellEvent(tx, actor, found.id, { code: 'closed', ...(kept !== null && { reason: kept }) });
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}

/**
 * Opens a closed conversation again, for who asks (R-DSK-2).
 * @throws NOT_FOUND; FORBIDDEN for who neither took part in it nor is a member of its queue; CONFLICT when it is not closed.
 */
export async function reopenConversation(tx: Tx, actor: Actor, { id }: { id: string }): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  if (!(found.tookPart || mayTakeFrom(operator, found.queueId) || may(actor, 'takeOver'))) {
    throw new Refusal('FORBIDDEN', 'Who took part in it, or a member of its queue, opens this conversation again.');
  }
  if (found.state !== 'closed') {
    const { assignee } = found;
    throw new Refusal('CONFLICT', 'This conversation is open.', { data: { assignee } });
  }
  await giveTo(tx, operator, found, operator);
  await tellEvent(tx, actor, found.id, { code: 'reopened' });
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}
