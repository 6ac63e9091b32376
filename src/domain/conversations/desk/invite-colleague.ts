import { sql } from 'kysely';
import type { Handover } from '#contract/desk.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mustBeOperator } from '../../operators/policy.ts';
import { askColleague, handoverSeconds } from './ask-colleague.ts';
import { lockForDesk, mustHave } from './desk-conversation.ts';
import { readHandover } from './handovers.ts';
import { announceDesk, tellEvent, tellNote } from './tell.ts';

/**
 * Asks a colleague to join a conversation (R-TAB-3). They may read it from now on, and write in it once they accept.
 * @throws NOT_FOUND; FORBIDDEN when it is in others' hands; CONFLICT when it is closed, they are asked already, or are in it; INVALID for who may
 * not know of it.
 */
export async function inviteColleague(
  tx: Tx,
  actor: Actor,
  input: { id: string; to: string; note?: string | null },
): Promise<Handover> {
  const operator = mustBeOperator(actor, 'workConversations');
  const found = await lockForDesk(tx, actor, input.id);
  mustHave(operator, found);
  if (found.state === 'closed') throw new Refusal('CONFLICT', 'This conversation is closed. Open it again first.');
  if (found.assignee?.id === input.to || (await collaborates(tx, operator.workspaceId, found.id, input.to))) {
    throw new Refusal('CONFLICT', 'They are in this conversation already.');
  }
  const note = input.note ?? null;
  const asked = await askColleague(tx, operator, found, {
    kind: 'invite',
    to: input.to,
    note,
    seconds: handoverSeconds.invite,
  });
  await tellNote(tx, operator, found.id, note);
  await tellEvent(tx, operator, found.id, { code: 'invited', to: asked.name });
  await announceDesk(tx, actor, found.id);
  const handover = await readHandover(tx, actor, asked.handoverId);
  if (!handover) throw notFound('invitation');
  return handover;
}

async function collaborates(tx: Tx, workspaceId: string, conversationId: string, operatorId: string): Promise<boolean> {
  const { rows } = await sql`
    select from conversation_operator where workspace_id = ${workspaceId} and operator_id = ${operatorId}
      and conversation_id = ${conversationId} and collaborates`.execute(tx);
  return rows.length > 0;
}
