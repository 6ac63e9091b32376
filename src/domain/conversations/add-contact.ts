import type { Contact, ContactInput } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import { keyText } from '../contacts/attach-values.ts';
import { lockCard } from '../contacts/card-state.ts';
import { createContact } from '../contacts/create-contact.ts';
import { readContact } from '../contacts/read-contact.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { chooseValues, conversationValues } from './conversation-values.ts';
import { currentLink, linkWith } from './link-conversation.ts';
import { rootOf } from './root-of.ts';

/**
 * *Add contact* (R-TAB-2): a new card with the name and the client's identifiers, and the conversation linked to it. Given identifiers
 * stand with the higher trust of operator and conversation; when none are given, the client's own go that nobody has, with their
 * trust, none where the sender's check failed. Two changes: the card, then its link.
 * @returns the card, and the change that made it.
 * @throws NOT_FOUND for a conversation that the actor may not see; INVALID and CONFLICT as for a new card.
 */
export async function addContactOfConversation(
  tx: Tx,
  actor: Actor,
  { id, ...input }: ContactInput & { id: string },
): Promise<{ contact: Contact; changeId: string | null }> {
  must(actor, 'linkConversations');
  const root = await rootOf(tx, actor, id);
  await currentLink(tx, actor, root.id); // locks: conversations come before cards
  const known = await whatIsKnown(tx, actor.workspaceId, root.id);
  const made = await createContact(tx, actor, {
    ...input,
    name: input.name ?? known.name ?? (input.identifiers?.length ? null : known.display),
  });
  const card = await lockCard(tx, actor, made.contact.id);
  const values = await conversationValues(tx, actor, root);
  const ofCard = new Set(card.values.map(keyText));
  const chosen = input.identifiers
    ? values.filter((value) => ofCard.has(keyText(value)))
    : await chooseValues(tx, actor.workspaceId, values, undefined, () => !known.failedCheck);
  await linkWith(tx, actor, root, card, chosen);
  return { contact: await readContact(tx, actor, card.id), changeId: made.changeId };
}

/** The name by R-TAB-9's order; a card with nothing else is called by the address or id. */
async function whatIsKnown(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ name: string | null; display: string; failedCheck: boolean }> {
  const { clientName, clientDisplay, details, verdict } = await tx
    .selectFrom('conversation')
    .select(['clientName', 'clientDisplay', 'details', 'verdict'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const noted = (details.client as { name?: string | null } | undefined)?.name;
  return {
    name: (noted || clientName)?.slice(0, 500) ?? null,
    display: clientDisplay.slice(0, 500),
    failedCheck: verdict === 'failed',
  };
}
