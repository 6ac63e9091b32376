import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Attempt, FollowUp } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { type DeskConversation, lockForDesk } from '../desk/desk-conversation.ts';
import { mustFollowUp } from './refusals.ts';

/** A follow-up as its verbs see it: locked, after its conversation. */
export interface LockedFollowUp {
  id: string;
  kind: FollowUp['kind'];
  state: FollowUp['state'];
  dueAt: Date;
  until: Date | null;
  operatorId: string | null;
  attempts: Attempt[];
}

/** Locks a follow-up with its conversation, for whoever may follow that up. @throws NOT_FOUND; FORBIDDEN. */
export async function lockFollowUp(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ conversation: DeskConversation; followUp: LockedFollowUp }> {
  must(actor, 'workConversations');
  const { workspaceId } = actor;
  const known = await tx
    .selectFrom('followUp')
    .select('conversationId')
    .where(({ and }) => and({ workspaceId, id }))
    .executeTakeFirst();
  if (!known) throw notFound('follow-up');
  const conversation = await lockForDesk(tx, actor, known.conversationId);
  mustFollowUp(actor, conversation);
  const { rows } = await sql<LockedFollowUp>`
    select id, kind, state, due_at, until, operator_id, attempts from follow_up
    where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx);
  const followUp = rows[0];
  if (!followUp) throw notFound('follow-up');
  return { conversation, followUp };
}
