import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { attachValues, keyText } from '../contacts/attach-values.ts';
import { type CardState, lockCard } from '../contacts/card-state.ts';
import { survivorsOf } from '../contacts/lock-family.ts';
import { putValues } from '../contacts/put-values.ts';
import { saveCards } from '../contacts/save-card.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { settleContrary } from './contrary.ts';
import { type ConversationValue, chooseValues, conversationValues } from './conversation-values.ts';
import { linkItems } from './link-items.ts';
import { type ConversationLink, moveConversation } from './move-conversation.ts';
import { nowTheirs } from './refusals.ts';
import { type RootConversation, rootOf } from './root-of.ts';

/**
 * Links a conversation to a card, by a person (R-HIS-9, R-TAB-2): it leaves the history of one card and enters the other's at once, and from
 * then on moves only by a person. Chosen identifiers go to the card with their trust; when none are named, those of the sender
 * that nobody has, of trust *operator* or above.
 * @param reason why, as the history keeps it, where there is more to say than that a person did.
 * @returns the change, with an item on both cards; null when it was linked so already.
 * @throws NOT_FOUND for a conversation or card that the actor may not see; CONFLICT for a card in the bin, or naming the card that
 * owns a chosen value; INVALID for a value that the conversation does not have.
 */
export async function linkConversation(
  tx: Tx,
  actor: Actor,
  {
    id,
    contactId,
    identifiers,
  }: { id: string; contactId: number; identifiers?: { kind: string; value: string }[] | undefined },
  reason?: unknown,
): Promise<{ changeId: string | null }> {
  must(actor, 'linkConversations');
  const root = await rootOf(tx, actor, id);
  const card = await lockBoth(tx, actor, root, contactId);
  const values = await chooseValues(
    tx,
    actor.workspaceId,
    await conversationValues(tx, actor, root),
    identifiers,
    (value) => value.trust >= trustLevel('operator'),
  );
  return linkWith(tx, actor, root, card, values, reason);
}

/** Links to a card that is locked, with the values that go to it. */
export async function linkWith(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  card: CardState,
  values: ConversationValue[],
  reason?: unknown,
): Promise<{ changeId: string | null }> {
  const standing = new Set(card.values.map(keyText));
  const lifted = await putValues(
    tx,
    actor,
    card,
    values.filter((value) => !standing.has(keyText(value))),
  );
  await attachValues(
    tx,
    actor.workspaceId,
    card.id,
    values.filter((value) => standing.has(keyText(value))),
  ); // their trust may rise

  const current = await currentLink(tx, actor, root.id);
  // a conversation of a card that was merged into this one stays with that one, for the day when they are parted again
  const [leadsTo] = current.contactId === null ? [] : await survivorsOf(tx, actor.workspaceId, [current.contactId]);
  const to = leadsTo === card.id ? (current.contactId ?? card.id) : card.id;
  const isLinkedSo = leadsTo === card.id && current.linkBy === 'operator';
  const link = isLinkedSo ? current : linkedBy(actor, to, current.link);
  if (!isLinkedSo) {
    await moveConversation(tx, actor.workspaceId, {
      conversationId: root.id,
      to,
      link: link.link,
      linkTrust: link.linkTrust,
      linkBy: link.linkBy,
    });
  }
  const settled = isLinkedSo ? [] : await settleContrary(tx, actor.workspaceId, root.id, 'linked');
  await nowTheirs(tx, actor.workspaceId, root, card.id);
  const changeId = await saveCards(tx, actor, [{ id: card.id, before: card }], {
    verb: 'linkConversation',
    conversationId: root.id,
    queueId: root.queueId,
    ...(reason !== undefined && { reason }),
    items: [...(await linkItems(tx, actor.workspaceId, root.id, current, link)), ...lifted, ...settled],
  });
  if (changeId) {
    const contactIds = [current.contactId, card.id].filter((one) => one !== null);
    await announce(tx, actor.workspaceId, {
      topic: 'conversation',
      conversationId: root.id,
      contactIds: [...new Set(contactIds)],
      what: 'link',
    });
  }
  return { changeId };
}

/** What the conversation is linked to now. */
export async function currentLink(tx: Tx, actor: Actor, id: string): Promise<ConversationLink> {
  const { rows } = await sql<ConversationLink>`
    select contact_id, link, link_trust, link_by from conversation
    where workspace_id = ${actor.workspaceId} and id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw notFound('conversation');
  return rows[0];
}

/** The conversation first, then both cards in the order of their ids: two who move at once wait for each other, and never crosswise. */
async function lockBoth(tx: Tx, actor: Actor, root: RootConversation, contactId: number): Promise<CardState> {
  const { contactId: from } = await currentLink(tx, actor, root.id);
  await sql`
    select from contact where workspace_id = ${actor.workspaceId} and id = any(array(
      select survivor_id from contact where workspace_id = ${actor.workspaceId} and id = any(${[contactId, ...(from === null ? [] : [from])]}::bigint[])))
    order by id for update`.execute(tx);
  const card = await lockCard(tx, actor, contactId);
  if (card.state !== 'active')
    throw new Refusal('CONFLICT', 'This card is in the bin. Restore it first, then link the conversation to it.', {
      reason: 'inBin',
    });
  return card;
}

/** An operator's word: shown with their name, stronger than any rule. What was rejected before stays readable (R-REC-6). */
export function linkedBy(actor: Actor, contactId: number, before: unknown): ConversationLink {
  const link: LinkReason = {
    rule: 'operator',
    evidence: null,
    strength: 'operator',
    rejected: ((before as LinkReason | null)?.rejected ?? []).filter((candidate) => candidate.contactId !== contactId),
    at: new Date().toISOString(),
    by: actor.name,
  };
  return { contactId, link, linkTrust: trustLevel('operator'), linkBy: 'operator' };
}
