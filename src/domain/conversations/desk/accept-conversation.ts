import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { may, must, mustBeOperator } from '../../operators/policy.ts';
import { firstAnswer } from '../first-answer.ts';
import { readConversation } from '../read-conversation.ts';
import { type DeskConversation, keepPart, lockForDesk, mayTakeFrom } from './desk-conversation.ts';
import { endHandovers, withdrawAsked } from './end-handover.ts';
import { standingOffer } from './offers/standing-offer.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * Takes a waiting conversation: the first one has it; who is offered it accepts the offer. From then on no rule moves it to another card. Who has it
 * already has it still.
 * @param input `takeOver`: takes it from who has it.
 * @throws NOT_FOUND; CONFLICT when somebody else has it (`data.assignee`) or is offered it just now (`data.offered`), or it is closed; FORBIDDEN for who is no member of its queue, or may
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
    await endOffer(tx, operator, found.id, takeOver);
    await withdrawAsked(tx, actor, found.id, 'redirect');
    await giveTo(tx, operator, found, operator);
    await tellEvent(tx, actor, found.id, assignee ? { code: 'takenOver', to: assignee.name } : { code: 'accepted' });
    await announceDesk(tx, actor, found.id);
  }
  return readConversation(tx, actor, found.id);
}

/** Who is offered it accepts; from anybody else it is taken only by who takes it over. */
async function endOffer(tx: Tx, operator: OperatorActor, id: string, takeOver: boolean): Promise<void> {
  const offer = await standingOffer(tx, operator.workspaceId, id);
  if (!offer) return;
  if (offer.to.id === operator.id) await endHandovers(tx, operator.workspaceId, [offer.id], 'accepted');
  else if (takeOver) must(operator, 'takeOver');
  else {
    const words = `${offer.to.name} is offered this conversation just now. Wait for the answer.`;
    throw new Refusal('CONFLICT', words, { data: { offered: offer.to } });
  }
}

/** Gives a conversation to an operator. Who had it took part in it, and keeps reading it. Of a call it is the first answer (R-DSK-6). */
export async function giveTo(
  tx: Tx,
  actor: Actor,
  { id }: Pick<DeskConversation, 'id'>,
  to: Pick<OperatorActor, 'id'>,
): Promise<void> {
  await keepPart(tx, actor.workspaceId, id, to.id, false);
  const now = new Date();
  await sql`
    update conversation c set state = 'open', assignee_id = ${to.id}, kept_out = null, kept_by = null, spam_at = null, accepted_at = ${now}, ${firstAnswer(now, isCall)}, ended_at = null, ended_by = null, result = null,
      wrapping_since = null, wrapping_id = null, wrapping_until = null, version = version + 1
    where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(tx);
}

const isCall = sql`exists (select from channel ch where ch.workspace_id = c.workspace_id and ch.id = c.channel_id and ch.kind = 'phone')`;
