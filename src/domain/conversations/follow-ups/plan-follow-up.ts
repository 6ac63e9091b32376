import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { FollowUp, FollowUpPlan } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor, SystemActor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { type DeskConversation, lockForDesk } from '../desk/desk-conversation.ts';
import { announceDesk, tellEvent } from '../desk/tell.ts';
import { phoneOf } from './phone-of.ts';
import { readFollowUp } from './read-follow-ups.ts';
import { dueTime, mustFollowUp, whomFor } from './refusals.ts';

/** So many stand planned or due in one conversation at a time. */
const mostStanding = 20;

/**
 * Plans a callback or a reminder (R-DSK-4): when it is due the conversation waits again in its queue, or comes back to an operator. A reminder that
 * names nobody is for who plans it. A channel plans for its own conversations only: what a visitor asks for.
 * @param input `phone` left out of a callback: the client's. `operatorId` null: anybody of the queue.
 * @throws NOT_FOUND; FORBIDDEN for who neither took part nor is a member of its queue; INVALID for a time past or over a year ahead, a span that ends
 * before it begins, or an operator who may not know of the conversation; CONFLICT for too many at once.
 */
export async function planFollowUp(tx: Tx, actor: Actor, input: FollowUpPlan): Promise<FollowUp> {
  const reader =
    actor.type === 'channel' ? await onBehalfOf(tx, actor.id, actor.workspaceId, input.conversationId) : actor;
  must(reader, 'workConversations');
  const conversation = await lockForDesk(tx, reader, input.conversationId);
  mustFollowUp(reader, conversation);
  const { dueAt, until } = dueTime(reader, input);
  await refuseTooMany(tx, actor.workspaceId, conversation.id);
  const operator = await whomFor(tx, reader, conversation, operatorOf(actor, input));
  const id = randomUUID();
  await tx
    .insertInto('followUp')
    .values({
      workspaceId: actor.workspaceId,
      id,
      conversationId: conversation.id,
      kind: input.kind,
      dueAt,
      until,
      operatorId: operator?.id ?? null,
      phone: await phoneFor(tx, actor.workspaceId, conversation, input),
      note: input.note ?? null,
      result: null,
      plannedBy: JSON.stringify({ type: actor.type, id: actor.id, name: actor.name }),
      createdAt: new Date(),
      endedAt: null,
    })
    .execute();
  await tellEvent(tx, actor, conversation.id, {
    code: `${input.kind}Planned`,
    at: dueAt.toISOString(),
    ...(operator && { to: operator.name }),
  });
  await announceDesk(tx, actor, conversation.id);
  return readFollowUp(tx, actor, id);
}

/** What a channel may do of itself: only with a conversation of its own. */
async function onBehalfOf(tx: Tx, channelId: string, workspaceId: string, id: string): Promise<SystemActor> {
  const { rows } = await sql`
    select from conversation where workspace_id = ${workspaceId} and id = ${id} and channel_id = ${channelId}`.execute(
    tx,
  );
  if (rows.length === 0) throw notFound('conversation');
  return { type: 'system', workspaceId, id: null, name: null };
}

function operatorOf(actor: Actor, { kind, operatorId }: FollowUpPlan): string | null {
  if (operatorId !== undefined) return operatorId;
  return kind === 'reminder' && actor.type === 'operator' ? actor.id : null;
}

async function phoneFor(tx: Tx, workspaceId: string, { id }: DeskConversation, { kind, phone }: FollowUpPlan) {
  if (phone !== undefined || kind === 'reminder') return phone ?? null;
  return phoneOf(tx, workspaceId, id);
}

async function refuseTooMany(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  const { rows } = await sql<{ standing: number }>`
    select count(*) as standing from follow_up
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and state in ('planned', 'due')`.execute(
    tx,
  );
  if ((rows[0]?.standing ?? 0) < mostStanding) return;
  throw new Refusal('CONFLICT', `A conversation has at most ${mostStanding} follow-ups at a time. Cancel some first.`);
}
