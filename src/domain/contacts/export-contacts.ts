import type { Contact } from '#contract/contact.ts';
import type { Database } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { readContact } from './read-contact.ts';

const together = 100;

/**
 * Every card of the directory that the actor may see, by id, as the API tells it. Read in short transactions: memory holds one page,
 * and cards that come meanwhile have higher ids and are met at the end.
 */
export async function* exportContacts(database: Database, actor: Actor): AsyncGenerator<Contact> {
  must(actor, 'exportData');
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const page: { contacts: Contact[]; last: number | null } = await database.inWorkspace(
      actor.workspaceId,
      async (tx) => {
        const ids = await tx
          .selectFrom('contact')
          .select('id')
          .where('workspaceId', '=', actor.workspaceId)
          .where('state', '=', 'active')
          .where('id', '>', from)
          .orderBy('id')
          .limit(together)
          .execute();
        const contacts: Contact[] = [];
        for (const { id } of ids) {
          const contact = await readContact(tx, actor, id).catch(unlessHidden);
          if (contact) contacts.push(contact);
        }
        return { contacts, last: ids.at(-1)?.id ?? null };
      },
    );
    yield* page.contacts;
    after = page.last;
  }
}

function unlessHidden(error: unknown): null {
  if ((error as { code?: string }).code === 'NOT_FOUND') return null;
  throw error;
}
