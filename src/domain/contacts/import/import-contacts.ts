import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { compactMap } from './compact-map.ts';
import { type ContactImportSummary, type ContactsToImport, type ImportRun, newSummary, refuse } from './import-run.ts';
import { type ImportSettings, importSettings } from './import-settings.ts';
import { prepareRow, type ReadyRow } from './prepare-row.ts';
import { inBatches } from './row-batches.ts';
import type { RowRead } from './row-to-import.ts';
import { saveBatch } from './save-batch.ts';

/**
 * Imports contacts: each row makes a card or updates the one that its key or the match rule leads to, as one change. A second import of the same changes
 * nothing; after a kill in the middle it does the rest. Rows that are none are refused by number, and the rest goes on. Streams: memory holds two batches,
 * and 16 bytes a row.
 * @throws FORBIDDEN; or when the store is lost: what was committed before stays.
 */
export async function importContacts(
  database: Database,
  actor: Actor,
  given: ContactsToImport,
): Promise<ContactImportSummary> {
  must(actor, 'importData');
  if (given.match === 'merge') must(actor, 'mergeCards');
  if (given.match === 'share') must(actor, 'shareValues');
  const settings = await database.inWorkspace(actor.workspaceId, (tx) =>
    importSettings(tx, actor.workspaceId, given.source),
  );
  const summary = newSummary();
  const run: ImportRun = { ...given, database, actor, settings, at: new Date(), touched: compactMap(), summary };
  let saving: Promise<void> = Promise.resolve();
  for await (const batch of inBatches(given.rows)) {
    if (given.signal?.aborted) {
      summary.cancelled = true;
      break;
    }
    // One batch is read while the one before it is saved.
    const refused: ContactImportSummary['refused'] = [];
    const ready = batch.flatMap((read) => readyRow(read, settings, refused));
    await saving;
    for (const { row, reason } of refused) refuse(run, row, reason);
    saving = saveBatch(run, ready).then(() => {
      summary.rows += batch.length;
      given.onProgress?.({ ...summary, bytes: batch.at(-1)?.bytes ?? 0 });
    });
    saving.catch(() => {}); // heard at the next await
  }
  await saving;
  return summary;
}

function readyRow(read: RowRead, settings: ImportSettings, refused: ContactImportSummary['refused']): ReadyRow[] {
  const ready = 'contact' in read ? prepareRow(read.contact, settings) : read;
  if (!('refused' in ready)) return [ready];
  refused.push({ row: read.row, reason: ready.refused });
  return [];
}
