import type { Field } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { findField, lockFields } from './own-field.ts';

/**
 * Deletes a field. Its values stay where they stand, and identify nobody any more. Answers what it was.
 * @throws FORBIDDEN; NOT_FOUND.
 */
export async function deleteField(tx: Tx, actor: Actor, id: string): Promise<Field> {
  must(actor, 'manageSettings');
  const field = findField(await lockFields(tx, actor.workspaceId), id);
  await tx
    .updateTable('field')
    .set({ removedAt: new Date() })
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', id)
    .execute();
  return field;
}
