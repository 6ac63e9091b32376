import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { may, mustBeOperator } from '../../operators/policy.ts';
import { endDueFollowUps } from '../follow-ups/end-due.ts';
import { readConversation } from '../read-conversation.ts';
import { giveTo } from './accept-conversation.ts';
import { lockForDesk, mayTakeFrom, mustHave } from './desk-conversation.ts';
import { withdrawAsked } from './end-handover.ts';
import { keepResult } from './finish-conversation.ts';
import { announceDesk, tellEvent } from './tell.ts';
import { isMissing, missingFor, readAsked, textsOf } from './wrap-up.ts';

/**
 * Ends a conversation for its client (R-DSK-2). What was asked of colleagues is withdrawn; who had it stays named, and has it again when the client comes
 * back. Where its queue asks for more than was given, or it is undecided who the client is (R-REC-5), it is in wrap-up until who closed it finishes it
 * (R-DSK-3).
 * @throws NOT_FOUND; FORBIDDEN when it is in others' hands; CONFLICT when it is closed.
 */
export async function closeConversation(
  tx: Tx,
  actor: Actor,
  { id, result = null, leaveUnknown = false }: { id: string; result?: string | null; leaveUnknown?: boolean },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  mustHave(operator, found);
  if (found.state === 'closed') throw new Refusal('CONFLICT', 'This conversation is closed already.');
  const kept = result || null;
  const asked = await readAsked(tx, operator.workspaceId, found.id);
  const { suggestions } = await readConversation(tx, actor, found.id);
  const isOver = !isMissing(missingFor(asked, suggestions, { result: kept, leaveUnknown }));
  const now = new Date();
  const wrapping = isOver ? null : { id: operator.id, until: new Date(now.getTime() + asked.seconds * 1_000) };
  await withdrawAsked(tx, actor, found.id, 'any');
  await sql`
    update conversation set state = 'closed', ended_at = ${now}, ended_by = ${operator.id}, waiting_since = null, version = version + 1,
      wrapping_since = ${wrapping && now}, wrapping_id = ${wrapping?.id ?? null}, wrapping_until = ${wrapping?.until ?? null}
    where workspace_id = ${operator.workspaceId} and id = ${found.id}`.execute(tx);
  const texts = textsOf(asked, kept);
  await keepResult(tx, operator.workspaceId, found.id, kept, texts);
  if (isOver) await endDueFollowUps(tx, operator.workspaceId, found.id);
  await tellEvent(tx, actor, found.id, {
    code: 'closed',
    ...(kept !== null && { reason: kept }),
    ...(texts && { texts }),
  });
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
