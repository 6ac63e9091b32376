import type { Contact } from '#contract/contact.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { readContacts } from './read-contacts.ts';

/**
 * A card as the API tells it: read-contacts.ts says how.
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function readContact(tx: Tx, actor: Actor, id: number): Promise<Contact> {
  const [contact] = await readContacts(tx, actor, [id]);
  if (!contact) throw notFound('card');
  return contact;
}
