import { importMail } from '#channels/email/import-mail.ts';
import { type Import, importLimits } from '#contract/import.ts';
import type { ImportSummary } from '#domain/intake/import-summary.ts';
import type { ImportsGiven, Task } from './task.ts';

/** Reads a mailbox that came, with its progress told. */
export async function runMail(
  { store, blobs }: ImportsGiven,
  { workspaceId, path, stop, shown }: Task,
  own: string[],
): Promise<{ cancelled: boolean }> {
  const summary = await importMail(store, blobs, {
    workspaceId,
    path,
    own,
    refusedKept: importLimits.refused,
    signal: stop.signal,
    onProgress: ({ bytes, ...counts }) => Object.assign(shown, { bytesDone: bytes }, countsOf(counts, shown)),
  });
  const { conversations, contacts, cancelled } = summary;
  Object.assign(shown, countsOf(summary, shown), {
    bytesDone: cancelled ? shown.bytesDone : shown.bytes,
    conversations,
    contacts,
  });
  return { cancelled };
}

type Counts = Pick<ImportSummary, 'read' | 'stored' | 'duplicates' | 'refused' | 'refusedCount'>;

/** The counts as they are told: an item is named by the file's own name, not by that of its temporary place. */
function countsOf({ read, stored, duplicates, refusedCount, refused }: Counts, { id, name }: Import) {
  const items = refused.map(({ source, reason }) => ({ source: source.replace(id, () => name), reason }));
  return { read, stored, duplicates, refused: { count: refusedCount, items } };
}
