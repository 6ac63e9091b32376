import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fileEncoding } from '#channels/contact-files/file-encoding.ts';
import { openCsv } from '#channels/contact-files/read-csv.ts';
import { importContacts } from '#domain/contacts/import/import-contacts.ts';
import { importSettings } from '#domain/contacts/import/import-settings.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';

const path = fileURLToPath(new URL('taken-over.csv', import.meta.url));
const source = 'Teplárny Svitava';

/**
 * Imports the customers of a company that was taken over: a table with customer numbers, in which some stand who are in the directory already, not
 * quite as they are there. A second import changes nothing.
 * @throws when a row is refused: the demo is wrong then.
 */
export async function importTakenOver(store: Store, actor: OperatorActor): Promise<void> {
  const settings = await store.inWorkspace(actor.workspaceId, (tx) => importSettings(tx, actor.workspaceId, source));
  const file = await openCsv(path, await fileEncoding(path), settings, {});
  const { refused } = await importContacts(store, actor, {
    rows: file.rows(),
    source,
    match: 'none',
    batchId: randomUUID(),
  });
  if (refused[0]) throw new Error(`Row ${refused[0].row} of the demo's table is refused: ${refused[0].reason}`);
}
