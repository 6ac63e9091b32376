import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { type Attempt, type AttemptInput, againAfter, type FollowUp } from '#contract/follow-up.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { readWorkspaceSettings } from '../../workspaces/workspace-settings.ts';
import { announceDesk, tellEvent } from '../desk/tell.ts';
import { mustStand } from './change-follow-up.ts';
import { type LockedFollowUp, lockFollowUp } from './lock-follow-up.ts';
import { readFollowUp } from './read-follow-ups.ts';
import { dueTime } from './refusals.ts';

const hour = 3_600_000;

/**
 * Says how an attempt went (R-DSK-4). Nobody reached: it is planned again at `nextAt` (in an hour), as often as the workspace allows, then it ends as
 * given up. Anything else ends it. The client of a callback waits for it no more.
 * @throws NOT_FOUND; FORBIDDEN; CONFLICT when it has ended; INVALID for a next time past, or for `done` of a callback.
 */
export async function attemptFollowUp(tx: Tx, actor: Actor, { id, result, nextAt }: AttemptInput): Promise<FollowUp> {
  const { conversation, followUp } = await lockFollowUp(tx, actor, id);
  mustStand(followUp);
  if ((result === 'done') !== (followUp.kind === 'reminder')) throw notOfItsKind(followUp.kind);
  const at = new Date();
  const attempts: Attempt[] = [...followUp.attempts, { at: at.toISOString(), by: actor.name, result }];
  const again = againAfter.includes(result);
  const { callbackAttempts } = await readWorkspaceSettings(tx, actor.workspaceId);
  const isLast = attempts.length >= callbackAttempts;
  const next =
    again && !isLast ? dueTime(actor, { dueAt: nextAt ?? new Date(at.getTime() + hour).toISOString() }) : null;
  await tx
    .updateTable('followUp')
    .set({
      attempts: JSON.stringify(attempts),
      ...(next
        ? { state: 'planned', dueAt: next.dueAt, until: null }
        : { state: 'done', endedAt: at, result: again ? 'gaveUp' : result }),
    })
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await waitsNoMore(tx, actor.workspaceId, conversation.id, followUp);
  if (followUp.kind === 'callback') {
    const attempt = attempts.length;
    await tellEvent(tx, actor, conversation.id, {
      code: 'callbackTried',
      reason: result,
      attempt,
      ...(next && { at: next.dueAt.toISOString() }),
    });
    if (again && !next) await tellEvent(tx, actor, conversation.id, { code: 'callbackEnded', attempt });
  } else await tellEvent(tx, actor, conversation.id, { code: 'reminderEnded' });
  await announceDesk(tx, actor, conversation.id);
  return readFollowUp(tx, actor, id);
}

/** What waited only because it was due waits no more; a client who wrote since does. */
async function waitsNoMore(tx: Tx, workspaceId: string, id: string, { dueAt, state }: LockedFollowUp): Promise<void> {
  if (state !== 'due') return;
  await sql`
    update conversation set waiting_since = null, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id} and state = 'open' and waiting_since = ${dueAt}`.execute(tx);
}

function notOfItsKind(kind: FollowUp['kind']): Refusal {
  const words = kind === 'reminder' ? 'A reminder is done, or cancelled.' : 'Say how the call went.';
  return new Refusal('INVALID', words, { fields: { result: words } });
}
