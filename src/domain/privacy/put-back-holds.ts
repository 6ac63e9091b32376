import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../history/past-change.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { announceHold, type HoldSide } from './holds.ts';

/**
 * Lifts the hold that a change placed, and places again the one that it lifted, unless that is over by now.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackHolds(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  for (const { target, contactId, before, after } of change.items) {
    if (target !== 'hold') continue;
    const { id } = (after ?? before) as HoldSide;
    const isLifted = after !== null;
    const { numAffectedRows } = isLifted
      ? await sql`update hold set lifted_at = ${new Date()}, lifted_by = ${actor.name}
          where workspace_id = ${actor.workspaceId} and id = ${id} and lifted_at is null`.execute(tx)
      : await sql`update hold set lifted_at = null, lifted_by = null
          where workspace_id = ${actor.workspaceId} and id = ${id} and lifted_at is not null and (until is null or until > now())`.execute(
          tx,
        );
    if (numAffectedRows !== 1n) {
      notRestored.push({ target, contactId, reason: 'changedLater' });
      continue;
    }
    done.push({ contactId, target, before: after, after: before });
    await announceHold(tx, actor.workspaceId, { contactId, conversationId: change.conversationId });
  }
  return done;
}
