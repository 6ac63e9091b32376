import { randomUUID } from 'node:crypto';
import type { ContactFile } from '#channels/contact-files/contact-file.ts';
import { openContactFile } from '#channels/contact-files/open-contact-file.ts';
import type { ContactImport, ContactImportSettings, MatchRule } from '#contract/contact-import.ts';
import { importLimits } from '#contract/import.ts';
import { checkContacts } from '#domain/contacts/import/check-contacts.ts';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import type { ContactImportSummary } from '#domain/contacts/import/import-run.ts';
import { importSettings } from '#domain/contacts/import/import-settings.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { openPreviewRows, type PreviewRows } from './preview-rows.ts';
import type { ImportsGiven, Task } from './task.ts';

/** An import of contacts: looked at as often as its settings change, and saved when it is started. */
export interface ContactTask {
  /** Looks at the file with these settings, beside those that were set before. @throws INVALID for a file that cannot be read so. */
  check(settings: ContactImportSettings): Promise<void>;
  /** Saves the rows, as whoever started it. */
  run(actor: Actor): Promise<{ cancelled: boolean }>;
  /** Settles when nobody looks at the file any more. */
  idle(): Promise<void>;
  rows: PreviewRows['page'];
  close(): Promise<void>;
}

interface Given {
  /** Who sent the file: they see what the preview tells. */
  looker: Actor;
  source: string;
  match: MatchRule;
  /** Hears that the file could not be looked at. */
  onFailed(error: unknown): Promise<void>;
}

/** Prepares it for a file that came. */
export async function contactTask(
  { store, log }: ImportsGiven,
  task: Task,
  { looker, onFailed, ...given }: Given,
): Promise<ContactTask> {
  const { shown, path, workspaceId } = task;
  const preview = { rows: await openPreviewRows(`${path}.rows`), checks: 0 };
  let settings: ContactImportSettings & { source: string; match: MatchRule } = given;
  let looking: Promise<void> = Promise.resolve();
  let stopLooking = new AbortController();

  const openFile = async (wanted: typeof settings): Promise<ContactFile> => {
    const known = await store.inWorkspace(workspaceId, (tx) => importSettings(tx, workspaceId, wanted.source));
    return openContactFile(path, known, wanted);
  };

  const look = async (file: ContactFile, signal: AbortSignal): Promise<void> => {
    preview.checks += 1;
    const rows = await openPreviewRows(`${path}.rows${preview.checks}`);
    await preview.rows.close();
    preview.rows = rows;
    const told = asShown(file, settings);
    Object.assign(shown, { rows: told, bytesDone: 0 });
    const tell = (counts: Omit<ContactImport['checked'], 'detailed'>) =>
      Object.assign(told, { checked: { ...counts, detailed: rows.count() } });
    const { source, match, rows: decisions } = settings;
    const counts = await checkContacts(store, looker, {
      rows: file.rows(),
      source,
      match,
      ...(decisions && { decisions }),
      signal,
      onRow: rows.add,
      onProgress: async ({ bytes, ...so }) => {
        await rows.flush();
        tell(so);
        shown.bytesDone = Math.max(shown.bytesDone, bytes);
      },
    });
    tell(counts);
    if (!signal.aborted) Object.assign(shown, { state: 'checked', bytesDone: shown.bytes });
  };

  return {
    async check(changed) {
      const wanted = { ...settings, ...defined(changed) };
      const file = await openFile(wanted);
      stopLooking.abort();
      await looking;
      settings = wanted;
      shown.state = 'checking';
      stopLooking = new AbortController();
      const signal = AbortSignal.any([stopLooking.signal, task.stop.signal]);
      looking = look(file, signal).catch((error: unknown) => {
        log.error({ err: error, import: shown.id }, 'a file of contacts could not be looked at');
        return onFailed(error);
      });
    },
    async run(actor) {
      const file = await openFile(settings);
      const batchId = randomUUID();
      if (shown.rows) shown.rows.batchId = batchId;
      const { source, match, rows: decisions } = settings;
      const summary = await importContacts(store, actor, {
        rows: file.rows(),
        source,
        match,
        batchId,
        ...(decisions && { decisions }),
        refusedKept: importLimits.refused,
        signal: task.stop.signal,
        onProgress: ({ bytes, ...counts }) => {
          tellDone(task, counts);
          shown.bytesDone = Math.max(shown.bytesDone, bytes);
        },
      });
      tellDone(task, summary);
      Object.assign(shown, {
        contacts: summary.created,
        ...(!summary.cancelled && { bytesDone: shown.bytes }),
      });
      return summary;
    },
    idle: () => looking,
    rows: (asked) => preview.rows.page(asked),
    close: async () => {
      stopLooking.abort();
      await looking;
      await preview.rows.close();
    },
  };
}

function tellDone({ shown }: Task, { refused, refusedCount, cancelled: _, ...done }: ContactImportSummary): void {
  Object.assign(shown, {
    read: done.rows,
    stored: done.created + done.updated,
    duplicates: done.unchanged,
    refused: { count: refusedCount, items: refused.map(({ row, reason }) => ({ source: `row ${row}`, reason })) },
  });
  if (shown.rows) shown.rows.done = done;
}

function asShown(file: ContactFile, { source, match }: { source: string; match: MatchRule }): ContactImport {
  const { format, encoding, delimiter, columns } = file;
  return {
    format,
    encoding,
    delimiter,
    columns,
    source,
    match,
    checked: { rows: 0, create: 0, update: 0, skip: 0, conflict: 0, invalid: 0, detailed: 0 },
    done: { rows: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0 },
    batchId: null,
  };
}

/** What was not said stays as it was. */
function defined(changed: ContactImportSettings): ContactImportSettings {
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}
