import { Refusal } from '#contract/errors.ts';
import type { FollowUp, FollowUpEdit } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { announceDesk, tellEvent } from '../desk/tell.ts';
import { type LockedFollowUp, lockFollowUp } from './lock-follow-up.ts';
import { readFollowUp } from './read-follow-ups.ts';
import { dueTime, whomFor } from './refusals.ts';

/**
 * Changes a follow-up that stands. Another time makes what is due planned again, until then.
 * @throws NOT_FOUND; FORBIDDEN; CONFLICT when it has ended; INVALID as of planning.
 */
export async function changeFollowUp(tx: Tx, actor: Actor, { id, ...edit }: FollowUpEdit): Promise<FollowUp> {
  const { conversation, followUp } = await lockFollowUp(tx, actor, id);
  mustStand(followUp);
  const moved = edit.dueAt !== undefined && Date.parse(edit.dueAt) !== followUp.dueAt.getTime();
  const dueAt = edit.dueAt ?? followUp.dueAt.toISOString();
  const until = edit.until === undefined ? (followUp.until?.toISOString() ?? null) : edit.until;
  const isTimed = moved || edit.until !== undefined;
  const times = isTimed ? dueTime(moved ? actor : { ...actor, type: 'system', id: null }, { dueAt, until }) : followUp;
  const operator = await whomFor(
    tx,
    actor,
    conversation,
    edit.operatorId === undefined ? followUp.operatorId : edit.operatorId,
  );
  await tx
    .updateTable('followUp')
    .set({
      dueAt: times.dueAt,
      until: times.until,
      operatorId: operator?.id ?? null,
      ...(moved && { state: 'planned' }),
      ...(edit.phone !== undefined && { phone: edit.phone }),
      ...(edit.note !== undefined && { note: edit.note }),
    })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  if (moved) {
    const at = times.dueAt.toISOString();
    await tellEvent(tx, actor, conversation.id, {
      code: `${followUp.kind}Moved`,
      at,
      ...(operator && { to: operator.name }),
    });
  }
  await announceDesk(tx, actor, conversation.id);
  return readFollowUp(tx, actor, id);
}

/** Cancels a follow-up that stands. @throws NOT_FOUND; FORBIDDEN; CONFLICT when it has ended. */
export async function cancelFollowUp(tx: Tx, actor: Actor, { id }: { id: string }): Promise<FollowUp> {
  const { conversation, followUp } = await lockFollowUp(tx, actor, id);
  mustStand(followUp);
  await tx
    .updateTable('followUp')
    .set({ state: 'cancelled', endedAt: new Date() })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await tellEvent(tx, actor, conversation.id, { code: `${followUp.kind}Cancelled`, at: followUp.dueAt.toISOString() });
  await announceDesk(tx, actor, conversation.id);
  return readFollowUp(tx, actor, id);
}

/** Takes cancelling back: it is planned as it was, and due at once where its time has passed. @throws NOT_FOUND; FORBIDDEN; CONFLICT when it is not cancelled. */
export async function restoreFollowUp(tx: Tx, actor: Actor, { id }: { id: string }): Promise<FollowUp> {
  const { conversation, followUp } = await lockFollowUp(tx, actor, id);
  if (followUp.state !== 'cancelled') throw new Refusal('CONFLICT', 'This follow-up is not cancelled.');
  await tx
    .updateTable('followUp')
    .set({ state: 'planned', endedAt: null })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await tellEvent(tx, actor, conversation.id, { code: `${followUp.kind}Planned`, at: followUp.dueAt.toISOString() });
  await announceDesk(tx, actor, conversation.id);
  return readFollowUp(tx, actor, id);
}

/** Refuses what is done or cancelled. @throws CONFLICT. */
export function mustStand({ state }: Pick<LockedFollowUp, 'state'>): void {
  if (state === 'planned' || state === 'due') return;
  throw new Refusal('CONFLICT', 'This follow-up has ended. Plan another one.', {
    data: { state },
    reason: 'followUpEnded',
  });
}
