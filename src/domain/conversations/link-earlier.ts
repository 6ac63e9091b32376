import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { trustAt, trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { recordChange, type TouchedValue } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { type Offered, offered } from './earlier-conversations.ts';
import { linkItems } from './link-items.ts';
import { type ConversationLink, moveConversation } from './move-conversation.ts';
import { rootOf } from './root-of.ts';
import { clientOf } from './verifications.ts';

/**
 * Links chosen earlier conversations to the card of this one (R-REC-3), in one change. Their values stay where they are: only the conversations enter the
 * card's history.
 * @throws NOT_FOUND for a conversation that the actor may not see; CONFLICT when this one is linked to nobody, or a chosen one is not offered any more.
 */
export async function linkEarlier(
  tx: Tx,
  actor: Actor,
  { id, conversations }: { id: string; conversations: string[] },
): Promise<{ changeId: string | null }> {
  must(actor, 'linkConversations');
  const { workspaceId } = actor;
  const chosen = new Set<string>();
  for (const one of conversations) chosen.add((await rootOf(tx, actor, one)).id);
  await sql`select from conversation where workspace_id = ${workspaceId} and id = any(${[...chosen, id]}::uuid[])
    order by (merged_into is not null), id for no key update`.execute(tx);
  const { root, card } = await clientOf(tx, actor, id);
  const offers = new Map((await offered(tx, actor, root)).map((one) => [one.id, one]));
  const items: TouchedValue[] = [];
  for (const conversationId of chosen) {
    const offer = offers.get(conversationId);
    if (!offer)
      throw new Refusal(
        'CONFLICT',
        'One of these conversations is not offered any more: somebody linked it, or it never fitted. Look at the list anew.',
        { reason: 'notOffered' },
      );
    const after = linkedFor(actor, offer);
    const { before } = await moveConversation(tx, workspaceId, { conversationId, to: card.id, ...after });
    items.push(...(await linkItems(tx, workspaceId, conversationId, before, { contactId: card.id, ...after })));
  }
  const changeId = await recordChange(tx, actor, {
    verb: 'linkEarlier',
    conversationId: root.id,
    queueId: root.queueId,
    items,
  });
  for (const conversationId of [...chosen, root.id])
    await announce(tx, workspaceId, { topic: 'conversation', conversationId, contactIds: [card.id], what: 'link' });
  return { changeId };
}

function linkedFor(actor: Actor, { kind, display, trust }: Offered): Omit<ConversationLink, 'contactId'> {
  const link: LinkReason = {
    rule: 'operator',
    evidence: { kind, display, trust: trustAt(trust) },
    strength: 'operator',
    rejected: [],
    at: new Date().toISOString(),
    by: actor.name,
  };
  return { link, linkTrust: trustLevel('operator'), linkBy: 'operator' };
}
