import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { may, mustBeOperator } from '../../operators/policy.ts';
import { readConversation } from '../read-conversation.ts';
import { giveTo } from './accept-conversation.ts';
import { type DeskConversation, keepPart, lockForDesk } from './desk-conversation.ts';
import { type AskedHandover, endHandovers } from './end-handover.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * Answers a redirect, an invitation or what a queue offers (R-TAB-3, R-TAB-6, R-DSK-1): who is asked accepts or declines, with a reason that goes back; who asked withdraws it.
 * @returns the conversation as it reads now; for who declines, as they saw it last.
 * @throws NOT_FOUND; FORBIDDEN for anybody else; CONFLICT when it was answered or ran out.
 */
export async function answerHandover(
  tx: Tx,
  actor: Actor,
  input: { id: string; handoverId: string; answer: 'accept' | 'decline' | 'withdraw'; reason?: string | null },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, input.id);
  const handover = await lockHandover(tx, operator, found.id, input.handoverId);
  const isTheirs = input.answer === 'withdraw' ? handover.fromId === operator.id : handover.toId === operator.id;
  if (!isTheirs && !(input.answer === 'withdraw' && may(actor, 'takeOver'))) {
    throw new Refusal('FORBIDDEN', 'Who is asked accepts or declines; who asked withdraws.');
  }
  if (input.answer === 'accept') {
    await accept(tx, operator, found, handover);
    await announceDesk(tx, actor, found.id);
    return readConversation(tx, actor, found.id);
  }
  const reason = input.reason ?? null;
  const isDeclined = input.answer === 'decline';
  await tellEvent(tx, actor, found.id, {
    code: isDeclined ? 'declined' : 'withdrawn',
    to: handover.toName,
    ...(reason !== null && { reason }),
  });
  await announceDesk(tx, actor, found.id);
  const seen = await readConversation(tx, actor, found.id); // before the look at it ends
  await endHandovers(tx, operator.workspaceId, [handover.id], isDeclined ? 'declined' : 'withdrawn', reason);
  return { ...seen, ...without(seen, handover.id, isDeclined ? 'declined' : 'withdrawn', reason) };
}

async function lockHandover(tx: Tx, { workspaceId }: OperatorActor, conversationId: string, id: string) {
  const { rows } = await sql<AskedHandover & { state: string }>`
    select h.id, h.conversation_id, h.kind, h.from_id, h.to_id, o.name as to_name, h.until, h.state
    from handover h join operator o on o.workspace_id = h.workspace_id and o.id = h.to_id
    where h.workspace_id = ${workspaceId} and h.id = ${id} and h.conversation_id = ${conversationId} for update of h`.execute(
    tx,
  );
  const found = rows[0];
  if (!found) throw notFound('question');
  if (found.state !== 'asked' || found.until <= new Date()) {
    const state = found.state === 'asked' ? 'expired' : found.state;
    throw new Refusal('CONFLICT', 'This was answered or ran out by now.', { data: { state } });
  }
  return found;
}

async function accept(tx: Tx, operator: OperatorActor, found: DeskConversation, handover: AskedHandover) {
  await endHandovers(tx, operator.workspaceId, [handover.id], 'accepted');
  if (handover.kind !== 'invite') {
    await giveTo(tx, operator, found, operator);
    const event =
      handover.kind === 'offer' ? { code: 'accepted' as const } : { code: 'handedOver' as const, to: operator.name };
    await tellEvent(tx, operator, found.id, event);
  } else {
    await keepPart(tx, operator.workspaceId, found.id, operator.id, true);
    await tellEvent(tx, operator, found.id, { code: 'joined', to: operator.name });
  }
}

/** The conversation with the answer in it: what it was asked waits no more. */
function without(
  { asked, handovers }: Conversation,
  id: string,
  state: 'declined' | 'withdrawn',
  reason: string | null,
): Pick<Conversation, 'asked' | 'handovers'> {
  return {
    asked: asked?.id === id ? null : asked,
    handovers: handovers.map((one) => (one.id === id ? { ...one, state, reason, toMe: false } : one)),
  };
}
