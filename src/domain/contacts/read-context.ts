import type { ContactContext } from '#contract/contact-context.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { beginHistory, historyOf } from '../history/read-history.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { holdsOfCard } from '../privacy/read-holds.ts';
import { listDuplicates } from './duplicates/list-duplicates.ts';
import { readContact } from './read-contact.ts';

/**
 * All that a card opens with, read together: the card, the first page of its history, the pairs that wait to be decided, and what holds it. Each part is just
 * what its own route answers; what the card tells of its family is not asked again for the others. Hardly any card has one: the others are read at once as if
 * it had none, and once more where it has.
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function readContext(tx: Tx, actor: Actor, id: number): Promise<ContactContext> {
  must(actor, 'seeCards');
  must(actor, 'seeConversations');
  const asked = { limit: 50 };
  const [contact, begun, besideAsked] = await together([
    readContact(tx, actor, id),
    beginHistory(tx, actor, [id], asked),
    readBeside(tx, actor, id),
  ]);
  const [history, beside] = await together([
    historyOf(tx, actor, [contact.id, ...contact.mergedIds], asked, begun),
    contact.id === id ? besideAsked : readBeside(tx, actor, contact.id),
  ]);
  return { contact, history, ...beside };
}

async function readBeside(tx: Tx, actor: Actor, id: number): Promise<Pick<ContactContext, 'duplicates' | 'holds'>> {
  const [duplicates, holds] = await together([
    listDuplicates(tx, actor, { contact: id, state: 'open', min: 0.5, limit: 20 }),
    holdsOfCard(tx, actor, id),
  ]);
  return { duplicates, holds };
}
