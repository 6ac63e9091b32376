import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** The hold `h` stands: nobody lifted it, and its date is to come. */
export const standsNow = sql<boolean>`(h.lifted_at is null and (h.until is null or h.until > now()))`;

/** Cards that a hold stands on, with all that are merged with them: a query of one column. */
export function heldCards(workspaceId: string): RawBuilder<unknown> {
  return sql`
    select f.id from hold h
    join contact held on held.workspace_id = h.workspace_id and held.id = h.contact_id
    join contact f on f.workspace_id = held.workspace_id and f.survivor_id = held.survivor_id
    where h.workspace_id = ${workspaceId} and ${standsNow}`;
}

/** Conversations that a hold stands on, with all that read as one with them: a query of one column. */
function directlyHeld(workspaceId: string): RawBuilder<unknown> {
  return sql`
    select part.id from hold h
    join conversation held on held.workspace_id = h.workspace_id and held.id = h.conversation_id
    join conversation part on part.workspace_id = held.workspace_id and part.root_id = held.root_id
    where h.workspace_id = ${workspaceId} and ${standsNow}`;
}

/**
 * All conversations that are held: by a hold of their own, or of a card that they are linked to, or were before somebody took them from it (its bin does).
 * A query of one column; as `array(…)` it is asked once a statement.
 */
export function heldConversations(workspaceId: string): RawBuilder<unknown> {
  return sql`
    ${directlyHeld(workspaceId)}
    union
    select part.id from conversation c join conversation part on part.workspace_id = c.workspace_id and part.root_id = c.root_id
    where c.workspace_id = ${workspaceId} and c.contact_id = any(array(${heldCards(workspaceId)}))
    union
    select part.id from change_item i join conversation c on c.workspace_id = i.workspace_id and c.id = i.linked_conversation
    join conversation part on part.workspace_id = c.workspace_id and part.root_id = c.root_id
    where i.workspace_id = ${workspaceId} and i.target = 'link' and i.contact_id = any(array(${heldCards(workspaceId)}))`;
}

/**
 * All cards that are kept whole: those held, and those that a held conversation is linked to, or was, so that it stays known whose it was. With their
 * families. A query of one column.
 */
export function keptCards(workspaceId: string): RawBuilder<unknown> {
  const ofConversations = sql`
    select c.contact_id as id from conversation c
    where c.workspace_id = ${workspaceId} and c.id = any(array(${directlyHeld(workspaceId)})) and c.contact_id is not null
    union
    select i.contact_id from change_item i
    where i.workspace_id = ${workspaceId} and i.linked_conversation = any(array(${directlyHeld(workspaceId)})) and i.contact_id is not null`;
  return sql`
    ${heldCards(workspaceId)}
    union
    select f.id from (${ofConversations}) of
    join contact card on card.workspace_id = ${workspaceId} and card.id = of.id
    join contact f on f.workspace_id = card.workspace_id and f.survivor_id = card.survivor_id`;
}

/** Whether a conversation is held, by a hold of its own or of its card. */
export async function isHeld(tx: Tx, workspaceId: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select ${conversationId}::uuid = any(array(${heldConversations(workspaceId)})) as held`.execute(tx);
  return rows[0]?.held ?? false;
}
