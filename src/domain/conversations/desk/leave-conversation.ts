import { sql } from 'kysely';
import type { Conversation } from '#contract/conversation.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mustBeOperator } from '../../operators/policy.ts';
import { readConversation } from '../read-conversation.ts';
import { lockForDesk, mustHave } from './desk-conversation.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * A collaborator leaves a conversation, or is removed by who has it (R-TAB-3). They took part, and keep reading it.
 * @throws NOT_FOUND for no conversation or collaborator; FORBIDDEN to remove others from a conversation in others' hands.
 */
export async function leaveConversation(
  tx: Tx,
  actor: Actor,
  { id, operator: named }: { id: string; operator?: string | undefined },
): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, id);
  const who = named ?? operator.id;
  if (who !== operator.id) mustHave(operator, found);
  const { rows } = await sql<{ name: string }>`
    update conversation_operator t set collaborates = false from operator o
    where t.workspace_id = ${operator.workspaceId} and t.operator_id = ${who} and t.conversation_id = ${found.id} and t.collaborates
      and o.workspace_id = t.workspace_id and o.id = t.operator_id returning o.name`.execute(tx);
  const left = rows[0];
  if (!left) throw notFound('collaborator');
  await tellEvent(tx, actor, found.id, { code: who === operator.id ? 'left' : 'removed', to: left.name });
  await announceDesk(tx, actor, found.id);
  return readConversation(tx, actor, found.id);
}
