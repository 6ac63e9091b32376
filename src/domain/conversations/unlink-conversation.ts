import { Refusal } from '#contract/errors.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { byKey } from '../contacts/attach-values.ts';
import { type CardState, lockCard } from '../contacts/card-state.ts';
import { takeOff } from '../contacts/put-values.ts';
import { saveCards } from '../contacts/save-card.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { settleContrary } from './contrary.ts';
import { currentLink } from './link-conversation.ts';
import { linkItems } from './link-items.ts';
import { type ConversationLink, moveConversation } from './move-conversation.ts';
import { type RootConversation, rootOf } from './root-of.ts';

/**
 * Disconnects a conversation from the directory (R-TAB-2, R-HIS-9): its client is unknown again, and no rule links it any more, only a
 * person. Values that came to the card from it are taken along as `values` says: all, those of these ids, or none (as delivered); Undo returns both.
 * @returns the change, or null when it was linked to nobody.
 * @throws NOT_FOUND for a conversation that the actor may not see; INVALID for a value that did not come from it.
 */
export async function unlinkConversation(
  tx: Tx,
  actor: Actor,
  { id, values = 'none' }: { id: string; values?: 'all' | 'none' | string[] | undefined },
): Promise<{ changeId: string | null }> {
  must(actor, 'linkConversations');
  const { workspaceId } = actor;
  const root = await rootOf(tx, actor, id);
  const before = await currentLink(tx, actor, root.id);
  if (before.contactId === null) return { changeId: null };
  const cards = values === 'none' ? [] : [await lockCard(tx, actor, before.contactId)];
  for (const card of cards) await takeAlong(tx, workspaceId, card, root, values);
  const link: LinkReason = {
    rule: 'unlinked',
    evidence: null,
    strength: null,
    rejected: [],
    at: new Date().toISOString(),
    by: actor.name,
  };
  const after: ConversationLink = { contactId: null, link, linkTrust: null, linkBy: 'operator' };
  await moveConversation(tx, workspaceId, {
    conversationId: root.id,
    to: null,
    link,
    linkTrust: null,
    linkBy: 'operator',
  });
  const items = [
    ...(await linkItems(tx, workspaceId, root.id, before, after)),
    ...(await settleContrary(tx, workspaceId, root.id, 'linked')),
  ];
  const changeId = await saveCards(
    tx,
    actor,
    cards.map((card) => ({ id: card.id, before: card })),
    { verb: 'unlinkConversation', conversationId: root.id, queueId: root.queueId, items },
  );
  await announce(tx, workspaceId, {
    topic: 'conversation',
    conversationId: root.id,
    contactIds: [before.contactId],
    what: 'link',
  });
  return { changeId };
}

/** Takes values off the card that came to it from the conversation. */
async function takeAlong(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  root: RootConversation,
  wanted: 'all' | 'none' | string[],
): Promise<void> {
  const came = card.values
    .filter(({ source }) => root.conversationIds.includes(source.conversationId ?? ''))
    .sort(byKey);
  const ids = Array.isArray(wanted) ? wanted : came.map((value) => value.id);
  const foreign = ids.flatMap((id, place) => (came.some((value) => value.id === id) ? [] : [`values.${place}`]));
  if (foreign.length > 0)
    throw new Refusal('INVALID', 'Only values that came to the card from this conversation leave it with it.', {
      fields: Object.fromEntries(foreign.map((field) => [field, 'It did not come from this conversation.'])),
    });
  for (const value of came.filter((one) => ids.includes(one.id))) await takeOff(tx, workspaceId, card.id, value);
}
