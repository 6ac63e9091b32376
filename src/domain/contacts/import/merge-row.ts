import type { Tx } from '#db/database.ts';
import { mergeContacts } from '../merge-contacts.ts';
import type { ImportRun } from './import-run.ts';
import type { ReadyRow } from './prepare-row.ts';

/** Merges the card that a row made into the one that has its values: a change of its own, undone with the import. */
export async function mergeRow(
  tx: Tx,
  { actor, source, batchId }: ImportRun,
  { row }: ReadyRow,
  { id, made }: { id: number; made: number },
): Promise<void> {
  const { changeId } = await mergeContacts(tx, actor, { id, ids: [made] });
  if (!changeId) return;
  await tx
    .updateTable('change')
    .set({ batchId, reason: JSON.stringify({ source, row }) })
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', changeId)
    .execute();
}
