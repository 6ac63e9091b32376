import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { disconnect, lockConversationsOf } from '../contacts/bin-contact.ts';
import { linkItems } from '../conversations/link-items.ts';
import { type ConversationLink, moveConversation } from '../conversations/move-conversation.ts';
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
  const ids = new Set(linkedIn(change));
  if (change.conversationId) ids.add(change.conversationId);
  if (ids.size > 0) {
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
  const done: TouchedValue[] = [];
  for (const { conversationId, contactId, before, after } of linksOf(change, kept)) {
    const current = await linkedTo(tx, actor.workspaceId, conversationId);
    if (current && isAs(current, before, after)) continue;
    const reason = !current || !(await canTake(tx, actor.workspaceId, before.contactId)) ? 'gone' : 'changedLater';
    if (reason === 'gone' || (current && !isAs(current, after, before))) {
      notRestored.push({ target: 'link', contactId, reason });
    } else if (before.contactId === null && (change.verb === 'recognise' || before.link === undefined)) {
      done.push(...(await disconnect(tx, actor, conversationId)));
    } else {
      done.push(...(await linkAgain(tx, actor, conversationId, before, change.verb === 'recognise')));
    }
  }
  return done;
}

async function linkAgain(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  kept: KeptLink,
  byPerson: boolean,
): Promise<TouchedValue[]> {
  const after: ConversationLink = {
    contactId: kept.contactId,
    link: kept.link ?? null,
    linkTrust: kept.linkTrust ?? null,
    linkBy: byPerson ? 'operator' : (kept.linkBy ?? null),
  };
  const { before } = await moveConversation(tx, actor.workspaceId, { conversationId, to: kept.contactId, ...after });
  return linkItems(tx, actor.workspaceId, conversationId, before, after);
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

async function linkedTo(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('conversation')
    .select(['contactId', 'link'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whether a conversation is linked as on one side of a change. The card tells; where both sides have the same one, the reason does. */
function isAs(current: { contactId: number | null; link: unknown }, side: KeptLink, otherSide: KeptLink): boolean {
  if (current.contactId !== side.contactId) return false;
  return side.contactId !== otherSide.contactId || JSON.stringify(current.link) === JSON.stringify(side.link ?? null);
}

/** A card in the bin takes no conversation back; a merged one does, for its survivor. */
async function canTake(tx: Tx, workspaceId: string, contactId: number | null): Promise<boolean> {
  if (contactId === null) return true;
  const { rows } = await sql`
    select from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${workspaceId} and c.id = ${contactId} and s.state = 'active'`.execute(tx);
  return rows.length > 0;
}
