import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { mayKnowOf, mustBeOperator } from '../../operators/policy.ts';
import { readConversation } from '../read-conversation.ts';
import { type AskedColleague, askColleague, handoverSeconds } from './ask-colleague.ts';
import { type DeskConversation, keepPart, lockForDesk, mustHave } from './desk-conversation.ts';
import { withdrawAsked } from './end-handover.ts';
import { moveQueue } from './move-queue.ts';
import { announceDesk, tellEvent, tellNote } from './tell.ts';

/**
 * Hands a conversation over (R-TAB-6): to an operator, who is asked and has a minute, while the sender keeps it; or to a queue, where it waits
 * anew at once. The note stands in the conversation.
 * @throws NOT_FOUND; FORBIDDEN when it is in others' hands; CONFLICT when it is closed, already asked of somebody, or the operator is not ready:
 * `data` then has their `presence` and the `queues` to redirect to instead; INVALID for who has it already, or who may not know of it.
 */
export async function redirectConversation(
  tx: Tx,
  actor: Actor,
  input: { id: string; to?: string | undefined; queue?: string | undefined; note?: string | null },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, input.id);
  mustHave(operator, found);
  if (found.state === 'closed') throw new Refusal('CONFLICT', 'This conversation is closed. Open it again first.');
  const note = input.note ?? null;
  if (input.to !== undefined) await redirectToOperator(tx, operator, found, { to: input.to, note });
  else if (input.queue !== undefined) await redirectToQueue(tx, operator, found, { queue: input.queue, note });
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}

async function redirectToOperator(
  tx: Tx,
  operator: OperatorActor,
  found: DeskConversation,
  { to, note }: { to: string; note: string | null },
) {
  if (found.assignee?.id === to) {
    throw new Refusal('INVALID', `${found.assignee.name} has this conversation already.`, {
      fields: { to: 'has it already' },
    });
  }
  const asked = await askColleague(tx, operator, found, {
    kind: 'redirect',
    to,
    note,
    seconds: handoverSeconds.redirect,
    refuse,
  });
  await keepPart(tx, operator.workspaceId, found.id, operator.id);
  await tellNote(tx, operator, found.id, note);
  await tellEvent(tx, operator, found.id, { code: 'asked', to: asked.name });
}

/** Absent operators are asked nothing: a queue is offered instead. */
function refuse({ name, presence, queues }: AskedColleague): void {
  if (presence === 'ready') return;
  const where = presence === 'pause' ? 'has a pause' : 'is away';
  throw new Refusal('CONFLICT', `${name} ${where}. Redirect it to a queue instead.`, { data: { presence, queues } });
}

async function redirectToQueue(
  tx: Tx,
  operator: OperatorActor,
  found: DeskConversation,
  { queue, note }: { queue: string; note: string | null },
) {
  const { rows } = await sql<{ name: string; readers: string }>`
    select q.name, q.readers from queue q where q.workspace_id = ${operator.workspaceId} and q.id = ${queue}
      and ${mayKnowOf(operator, sql.ref('q.id'))}`.execute(tx);
  const target = rows[0];
  if (!target) throw notFound('queue');
  await withdrawAsked(tx, operator, found.id, 'any');
  const now = new Date();
  await tx
    .insertInto('handover')
    .values({
      workspaceId: operator.workspaceId,
      id: randomUUID(),
      conversationId: found.id,
      kind: 'redirect',
      fromId: operator.id,
      toId: null,
      toQueueId: queue,
      note,
      state: 'accepted',
      reason: null,
      at: now,
      until: now,
      answeredAt: now,
    })
    .execute();
  await keepPart(tx, operator.workspaceId, found.id, operator.id);
  await sql`
    update conversation set state = 'waiting', assignee_id = null, waiting_since = coalesce(waiting_since, ${now}), version = version + 1
    where workspace_id = ${operator.workspaceId} and id = ${found.id}`.execute(tx);
  await tellNote(tx, operator, found.id, note);
  await tellEvent(tx, operator, found.id, { code: 'redirected', to: target.name, queue });
  await moveQueue(tx, operator.workspaceId, found.id, queue);
  // who knows of it no more hears nothing about it: their screens look at everything anew
  if (target.readers === 'hidden') await announce(tx, operator.workspaceId, { topic: 'desk', what: 'desk' });
}
