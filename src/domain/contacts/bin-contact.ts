import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { linkItemsOf } from '../conversations/link-items.ts';
import { moveConversations } from '../conversations/move-conversation.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { type CardState, lockCard } from './card-state.ts';
import { refuseHidden } from './refuse-hidden.ts';
import { refuseStale } from './refuse-stale.ts';
import { saveCards } from './save-card.ts';

/**
 * Lays a card into the bin (R-DIR-8): it gives up its values at once and recognises nobody; its conversations stay and become unknown.
 * @throws STALE when `version` is not the card's; FORBIDDEN, without saying why, for a card with conversations the actor may not see
 * (R-HIS-5); CONFLICT when it lies there already; NOT_FOUND.
 */
export async function binContact(
  tx: Tx,
  actor: Actor,
  { id, version }: { id: number; version: number },
): Promise<{ changeId: string | null }> {
  must(actor, 'binCards');
  await lockConversationsOf(tx, actor.workspaceId, id);
  const card = await lockCard(tx, actor, id);
  await refuseStale(tx, actor, card, version);
  if (card.state === 'binned')
    throw new Refusal('CONFLICT', 'This card is in the bin already.', { reason: 'binnedAlready' });
  const links = await layInBin(tx, actor, card);
  return {
    changeId: await saveCards(tx, actor, [{ id: card.id, before: card }], { verb: 'binContact', items: links }),
  };
}

/** What the bin does to a locked card. Returns what it did to the links of conversations, for the change. */
export async function layInBin(tx: Tx, actor: Actor, card: CardState): Promise<TouchedValue[]> {
  await refuseHidden(tx, actor, [card.id], 'You may not delete this card. A supervisor may.');
  const links = await disconnect(tx, actor, await conversationsOf(tx, actor.workspaceId, card.id));
  await sql`update identifier set state = 'free', owner_id = null
    where workspace_id = ${actor.workspaceId} and owner_id = ${card.id}`.execute(tx);
  await sql`update contact set state = 'binned', binned_at = ${new Date()}
    where workspace_id = ${actor.workspaceId} and id = ${card.id}`.execute(tx);
  return links;
}

/** Takes conversations from their cards; they have no client then, and no rule gives them one again before a person does. */
async function disconnect(tx: Tx, actor: Actor, conversationIds: string[]): Promise<TouchedValue[]> {
  const after = { contactId: null, link: unlinkedBy(actor), linkTrust: null, linkBy: 'operator' as const };
  const moves = conversationIds.map((conversationId) => ({ conversationId, to: null, ...after }));
  const before = await moveConversations(tx, actor.workspaceId, moves);
  const changes = [...before].map(([conversationId, was]) => ({ conversationId, before: was, after }));
  return linkItemsOf(tx, actor.workspaceId, changes);
}

/** Why a conversation that a person took from a card has none. */
export function unlinkedBy(actor: Actor): LinkReason {
  return {
    rule: 'unlinked',
    evidence: null,
    strength: null,
    rejected: [],
    at: new Date().toISOString(),
    by: actor.name,
  };
}

/**
 * Whoever moves conversations locks them before the cards: here too, so that the two never wait for each other. The conversations are those of the
 * card that an id leads to, and of all merged into it.
 */
export async function lockConversationsOf(tx: Tx, workspaceId: string, contactId: number): Promise<void> {
  await sql`select from conversation where workspace_id = ${workspaceId} and contact_id = any(array(
      select f.id from contact asked join contact f on f.workspace_id = asked.workspace_id and f.survivor_id = asked.survivor_id
      where asked.workspace_id = ${workspaceId} and asked.id = ${contactId}))
    order by (merged_into is not null), id for no key update`.execute(tx);
}

/** The conversations linked to a card or to one merged into it; those merged into another follow that one. */
async function conversationsOf(tx: Tx, workspaceId: string, contactId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c where c.workspace_id = ${workspaceId} and c.merged_into is null
      and c.contact_id in (select id from contact where workspace_id = ${workspaceId} and survivor_id = ${contactId})
    order by c.id`.execute(tx);
  return rows.map(({ id }) => id);
}
