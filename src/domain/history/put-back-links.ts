import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { keptOutIn } from '../blocking/kept-out-item.ts';
import { lockConversationsOf, unlinkedBy } from '../contacts/bin-contact.ts';
import { linkItemsOf } from '../conversations/link-items.ts';
import { lockParts } from '../conversations/merge/join-conversations.ts';
import { mergedIn } from '../conversations/merge/put-back-merge.ts';
import { type ConversationLink, type Move, moveConversations } from '../conversations/move-conversation.ts';
import type { Actor } from '../operators/actor.ts';
import { type NotRestored, type PastChange, stateIn } from './past-change.ts';
import type { TouchedValue } from './record-change.ts';

/** A link as a change keeps it; recognition keeps only which card it was. */
type KeptLink = { conversationId: string; contactId: number | null } & Partial<ConversationLink>;

/**
 * Whoever moves conversations locks them before the cards, so that two at once never wait for each other: those of the change, and those of cards that
 * its undo lays into the bin.
 */
export async function lockConversations(tx: Tx, workspaceId: string, change: PastChange): Promise<void> {
  const ids = new Set([...linkedIn(change), ...mergedIn(change), ...keptOutIn(change)]);
  if (change.conversationId) ids.add(change.conversationId);
  if (mergedIn(change).length > 0) await lockParts(tx, workspaceId, [...ids]);
  else if (ids.size > 0) {
    await sql`select from conversation where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])
      order by (merged_into is not null), id for no key update`.execute(tx);
  }
  for (const { target, contactId, before } of change.items) {
    if (target === 'state' && contactId !== null && stateIn(before) !== 'active')
      await lockConversationsOf(tx, workspaceId, contactId);
  }
}

/** The conversations whose links a change touched. */
export function linkedIn(change: PastChange): string[] {
  return linksOf(change).map(({ conversationId }) => conversationId);
}

/**
 * Links conversations again as they were, where nobody linked them elsewhere since. What recognition linked is disconnected as by a
 * person, so that the next message does not link it again. `kept` are cards it made that stay although it is undone.
 */
export async function putBackLinks(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  kept: Set<number>,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const { workspaceId } = actor;
  const links = linksOf(change, kept);
  if (links.length === 0) return [];
  const currents = await currentLinks(tx, workspaceId, links);
  const active = await thatCanTake(tx, workspaceId, links);
  const moves: Move[] = [];
  for (const { conversationId, contactId, before, after } of links) {
    const current = currents.get(conversationId);
    if (current && isAs(current, before, after)) continue;
    const isGone = !current || (before.contactId !== null && !active.has(before.contactId));
    if (isGone || !isAs(current, after, before))
      notRestored.push({ target: 'link', contactId, reason: isGone ? 'gone' : 'changedLater' });
    else moves.push(moveBack(actor, change, before));
  }
  const was = await moveConversations(tx, workspaceId, moves);
  const changes = moves.flatMap(({ to, ...move }) => {
    const before = was.get(move.conversationId);
    return before ? [{ conversationId: move.conversationId, before, after: { contactId: to, ...move } }] : [];
  });
  return linkItemsOf(tx, workspaceId, changes);
}

/** What recognition linked is disconnected as by a person; what it linked otherwise is linked again as a person's word. */
function moveBack(actor: Actor, change: PastChange, kept: KeptLink): Move {
  const { conversationId, contactId: to } = kept;
  const isRecognised = change.verb === 'recognise';
  if (to === null && (isRecognised || kept.link === undefined))
    return { conversationId, to, link: unlinkedBy(actor), linkTrust: null, linkBy: 'operator' };
  const linkBy = isRecognised ? 'operator' : (kept.linkBy ?? null);
  return { conversationId, to, link: kept.link ?? null, linkTrust: kept.linkTrust ?? null, linkBy };
}

/** The links a change touched, each conversation once. A card made for a new conversation has none: its own conversation was linked with it. */
function linksOf(change: PastChange, kept = new Set<number>()) {
  const links = new Map<
    string,
    { conversationId: string; contactId: number | null; before: KeptLink; after: KeptLink }
  >();
  for (const { target, contactId, before, after } of change.items) {
    if (target !== 'link' || !before || !after) continue;
    const { conversationId } = before as KeptLink;
    if (!links.has(conversationId))
      links.set(conversationId, { conversationId, contactId, before: before as KeptLink, after: after as KeptLink });
  }
  const { conversationId } = change;
  const [made] = kept;
  if (conversationId && made !== undefined && !links.has(conversationId)) {
    const link = (card: number | null) => ({ conversationId, contactId: card });
    links.set(conversationId, { conversationId, contactId: made, before: link(null), after: link(made) });
  }
  return [...links.values()];
}

async function currentLinks(tx: Tx, workspaceId: string, links: { conversationId: string }[]) {
  const ids = links.map(({ conversationId }) => conversationId);
  const { rows } = await sql<{ id: string; contactId: number | null; link: unknown }>`
    select id, contact_id, link from conversation where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether a conversation is linked as on one side of a change. The card tells; where both sides have the same one, the reason does. */
function isAs(current: { contactId: number | null; link: unknown }, side: KeptLink, otherSide: KeptLink): boolean {
  if (current.contactId !== side.contactId) return false;
  return side.contactId !== otherSide.contactId || JSON.stringify(current.link) === JSON.stringify(side.link ?? null);
}

/** The cards that take their conversations back: a card in the bin takes none; a merged one does, for its survivor. */
async function thatCanTake(tx: Tx, workspaceId: string, links: { before: KeptLink }[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${workspaceId} and c.id = any(${links.map(({ before }) => before.contactId)}::bigint[]) and s.state = 'active'`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}
