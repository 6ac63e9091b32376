import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { UndoResult } from '#contract/history.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { saveCards } from '../contacts/save-card.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { PastChange } from './past-change.ts';
import { putBack } from './put-back.ts';
import { readChange } from './read-changes.ts';
import type { TouchedValue } from './record-change.ts';
import { isOwn, rightOf, verbOf } from './rights.ts';
import { seenConversations } from './seen-conversations.ts';

/**
 * Undoes a change (R-BEY-1): restores exactly what was, also when other edits came later; what they keep it from restoring is said.
 * The undo is itself a change, which can be undone (redo). A change is undone once.
 * @param batchId of the undoing, where it is one of many.
 * @throws FORBIDDEN without the right to undo it; CONFLICT when it is undone already, its values were removed (R-HIS-7), or later changes left nothing to restore;
 * NOT_FOUND for no change, or one whose conversation the actor may not see.
 */
export async function undoChange(tx: Tx, actor: Actor, changeId: string, batchId?: string): Promise<UndoResult> {
  const change = await changeToUndo(tx, actor, changeId);
  const { cards, items, notRestored } = await putBack(tx, actor, change);
  const undoId = await saveCards(
    tx,
    actor,
    cards.map((card) => ({ id: card.id, before: card })),
    {
      verb: 'undo',
      undoes: changeId,
      items,
      reason: { undone: change.verb },
      ...(batchId && { batchId }),
      ...(change.conversationId && { conversationId: change.conversationId }),
    },
  );
  if (!undoId) {
    const isGone = notRestored.length > 0 && notRestored.every(({ reason }) => reason === 'gone');
    const why = isGone ? 'what it changed is gone' : 'later changes took its place';
    throw new Refusal('CONFLICT', `Nothing of this change is left to undo: ${why}.`, {
      data: { notRestored },
      reason: isGone ? 'undoGone' : 'undoReplaced',
    });
  }
  await announceLinks(tx, actor.workspaceId, items);
  return { change: await readChange(tx, actor, undoId), notRestored };
}

/** The change, locked so that of two who undo it at once the second is told. Of an undoing, the verb is that of what it undid. */
async function changeToUndo(tx: Tx, actor: Actor, id: string): Promise<PastChange> {
  const [change, { isUndone, items }] = await together([
    lockChange(tx, actor.workspaceId, id),
    whatItTouched(tx, actor.workspaceId, id),
  ]);
  if (!change || !(await maySee(tx, actor, change.conversationId))) throw notFound('change');
  if (change.verb === 'redactMessage')
    throw new Refusal('CONFLICT', 'What was redacted is gone. This cannot be undone.', { reason: 'undoGone' });
  must(actor, rightOf(change.verb, change.reason));
  must(actor, isOwn(actor, change.actor) ? 'undoOwn' : 'undoAnybodys');
  if (change.removedAt)
    throw new Refusal(
      'CONFLICT',
      'What was before this change was removed when its time was over, so it cannot be undone any more.',
      {
        reason: 'undoRemoved',
      },
    );
  if (isUndone)
    throw new Refusal('CONFLICT', 'This change is undone already. To have it back, undo the undoing.', {
      reason: 'undoneAlready',
    });
  return { id, verb: verbOf(change.verb, change.reason), conversationId: change.conversationId, items };
}

async function lockChange(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('change')
    .select(['id', 'verb', 'actor', 'reason', 'conversationId', 'removedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Asked behind the lock, with a look of its own: whoever undid the change meanwhile is seen. */
async function whatItTouched(tx: Tx, workspaceId: string, id: string) {
  const { rows } = await sql<{ isUndone: boolean; items: TouchedValue[] }>`
    select exists (select from change u where u.workspace_id = ${workspaceId} and u.undoes = ${id}) as is_undone,
      (select coalesce(json_agg(json_build_object('contactId', i.contact_id, 'target', i.target, 'before', i.before, 'after', i.after) order by i.n), '[]')
        from change_item i where i.workspace_id = ${workspaceId} and i.change_id = ${id}) as items`.execute(tx);
  return rows[0] ?? { isUndone: false, items: [] };
}

async function maySee(tx: Tx, actor: Actor, conversationId: string | null): Promise<boolean> {
  if (conversationId === null) return true;
  return (await seenConversations(tx, actor, [conversationId])).get(conversationId)?.read ?? false;
}

async function announceLinks(tx: Tx, workspaceId: string, items: TouchedValue[]): Promise<void> {
  const cards = new Map<string, number[]>();
  for (const { target, contactId, before } of items) {
    if (target !== 'link') continue;
    const { conversationId } = before as { conversationId: string };
    cards.set(conversationId, [...(cards.get(conversationId) ?? []), ...(contactId === null ? [] : [contactId])]);
  }
  for (const [conversationId, contactIds] of cards) {
    await announce(tx, workspaceId, {
      topic: 'conversation',
      conversationId,
      contactIds,
      what: 'link',
    });
  }
}
