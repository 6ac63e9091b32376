import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { may } from '../../operators/policy.ts';
import { type DeskConversation, mayTakeFrom } from '../desk/desk-conversation.ts';

const minute = 60_000;
const year = 366 * 24 * 60 * minute;

/** Refuses an operator who neither has the conversation, took part in it, is a member of its queue nor may take it over. @throws FORBIDDEN. */
export function mustFollowUp(actor: Actor, { assignee, collaborates, tookPart, queueId }: DeskConversation): void {
  if (actor.type !== 'operator' || assignee?.id === actor.id || collaborates || tookPart) return;
  if (mayTakeFrom(actor, queueId) || may(actor, 'takeOver')) return;
  throw new Refusal('FORBIDDEN', 'Who took part in it, or a member of its queue, follows this conversation up.');
}

/**
 * When something is due, and until when it is expected.
 * @throws INVALID for a time past (a minute is let pass; Vizitka itself may plan for now) or over a year ahead, and for an end before the beginning.
 */
export function dueTime(
  { type }: Actor,
  given: { dueAt: string; until?: string | null | undefined },
): { dueAt: Date; until: Date | null } {
  const dueAt = new Date(given.dueAt);
  const until = given.until ? new Date(given.until) : null;
  const ahead = dueAt.getTime() - Date.now();
  const isPast = ahead < -minute && type !== 'system';
  if (isPast) throw wrong('dueAt', 'Choose a time that is still to come.', 'timeIsPast');
  if (ahead > year) throw wrong('dueAt', 'Choose a time within a year.');
  if (until && until < dueAt) throw wrong('until', 'It ends before it begins.');
  return { dueAt, until };
}

function wrong(field: string, words: string, reason?: 'timeIsPast'): Refusal {
  return new Refusal('INVALID', words, { fields: { [field]: words }, ...(reason && { reason }) });
}

/**
 * The operator that something comes back to.
 * @throws NOT_FOUND for no operator; INVALID for who may not know of the conversation (R-HIS-5, third kind).
 */
export async function whomFor(
  tx: Tx,
  { workspaceId }: Actor,
  { queueId, readers }: DeskConversation,
  id: string | null,
): Promise<{ id: string; name: string } | null> {
  if (id === null) return null;
  const { rows } = await sql<{ name: string; mayKnow: boolean }>`
    select o.name, o.role = 'administrator' or ${readers} <> 'hidden' or exists (
      select from queue_member m where m.workspace_id = o.workspace_id and m.operator_id = o.id and m.queue_id = ${queueId}) as may_know
    from operator o where o.workspace_id = ${workspaceId} and o.id = ${id} and o.removed_at is null`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound('operator');
  if (!found.mayKnow)
    throw wrong('operatorId', `${found.name} is no member of this queue, whose conversations nobody else may know of.`);
  return { id, name: found.name };
}
