import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { lockConversationsOf } from '../contacts/bin-contact.ts';
import { type CardState, lockCard } from '../contacts/card-state.ts';
import type { Actor } from '../operators/actor.ts';

/**
 * The card that was made by itself for this conversation and for nothing else (R-REC-2), locked; null where there is none, a person has worked on it
 * since, or another conversation or card has joined it. The conversation is locked already.
 */
export async function automaticCardOf(tx: Tx, actor: Actor, conversationId: string): Promise<CardState | null> {
  const { workspaceId } = actor;
  const made = await sql<{ id: number }>`
    select c.contact_id as id from conversation c
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId} and c.contact_id is not null
      and c.link_by = 'rule' and c.link ->> 'rule' in ('created', 'threadFirstCreated')`.execute(tx);
  const id = made.rows[0]?.id;
  if (id === undefined) return null;
  await lockConversationsOf(tx, workspaceId, id);
  const card = await lockCard(tx, actor, id);
  return card.id === id && card.state === 'active' && (await isForNothingElse(tx, workspaceId, id, conversationId))
    ? card
    : null;
}

async function isForNothingElse(tx: Tx, workspaceId: string, id: number, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ isFree: boolean }>`
    select not exists (select from conversation v where v.workspace_id = ${workspaceId} and v.contact_id = ${id} and v.root_id <> ${conversationId})
      and not exists (select from contact k where k.workspace_id = ${workspaceId} and k.survivor_id = ${id} and k.id <> ${id})
      and not exists (select from contact_import_key k where k.workspace_id = ${workspaceId} and k.contact_id = ${id})
      and not exists (select from change_item i join change h on h.workspace_id = i.workspace_id and h.id = i.change_id
        where i.workspace_id = ${workspaceId} and i.contact_id = ${id} and i.target <> 'link'
          and h.actor ->> 'type' in ('operator', 'apiKey', 'import')) as is_free`.execute(tx);
  return rows[0]?.isFree ?? false;
}
