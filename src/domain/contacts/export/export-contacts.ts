import type { Contact } from '#contract/contact.ts';
import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { ownSource } from '../import/load-known.ts';
import { contentKey } from '../import/prepare-row.ts';
import { readContacts } from '../read-contacts.ts';
import { type ExportQuery, idPages } from './export-ids.ts';

/**
 * Every card of the directory, or of a view of it, that the actor may see, as the API tells it. Read in short transactions: memory holds one page, and
 * cards that come meanwhile are met at the end. A card without a key of another system carries its own number, so that an import of the export finds it
 * again; keys that only stand for a row's contents are left out.
 */
export async function* exportContacts(
  database: Database,
  actor: Actor,
  query: ExportQuery | null = null,
): AsyncGenerator<Contact> {
  must(actor, 'exportData');
  for await (const ids of idPages(database, actor, query)) {
    const contacts = await database.inWorkspace(actor.workspaceId, (tx) => readContacts(tx, actor, ids));
    for (const contact of contacts) yield { ...contact, externalIds: keysOf(contact, actor.workspaceId) };
  }
}

function keysOf({ id, externalIds }: Contact, workspaceId: string): Contact['externalIds'] {
  const keys = externalIds.filter((key) => !contentKey.test(key.id));
  return keys.length > 0 ? keys : [{ source: ownSource(workspaceId), id: String(id) }];
}
