import { type ExportColumns, exportColumns } from '#domain/contacts/export/export-columns.ts';
import { exportContacts } from '#domain/contacts/export/export-contacts.ts';
import { importSettings } from '#domain/contacts/import/import-settings.ts';
import { contactVcard } from './contact-vcard.ts';
import type { VcardVersion } from './vcard-versions.ts';
import { csvOf } from './write-csv.ts';

type Store = Parameters<typeof exportContacts>[0];
type Exporter = Parameters<typeof exportContacts>[1];

export interface ContactExport {
  format: 'csv' | 'vcf' | 'json';
  version: VcardVersion;
  /** A view of the directory; null for all of it. */
  query: Parameters<typeof exportContacts>[2];
}

/** Contacts as the text of a file, piece by piece: a table, vCards, or JSON with one contact a line, as the API tells it. @throws FORBIDDEN. */
export async function* writeContacts(
  store: Store,
  actor: Exporter,
  { format, version, query }: ContactExport,
): AsyncGenerator<string> {
  const contacts = exportContacts(store, actor, query);
  if (format === 'json') {
    for await (const contact of contacts) yield `${JSON.stringify(contact)}\n`;
    return;
  }
  const settings = await store.inWorkspace(actor.workspaceId, (tx) => importSettings(tx, actor.workspaceId, ''));
  if (format === 'vcf') {
    const { country } = settings;
    for await (const contact of contacts) yield contactVcard(contact, { version, country });
    return;
  }
  const columns: ExportColumns = await exportColumns(store, actor, query ?? null);
  yield* csvOf(contacts, columns, settings);
}
