import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';

/** The visitor's browser has fetched a conversation's replies up to one: those that had left are delivered. */
export async function markDelivered(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  upToEntryId: string,
): Promise<void> {
  const { rows } = await sql<{ rootId: string }>`
    update sending s set state = 'delivered', updated_at = ${new Date()}
    from sending last, conversation c
    where last.workspace_id = ${workspaceId} and last.conversation_id = ${conversationId} and last.entry_id = ${upToEntryId}
      and s.workspace_id = ${workspaceId} and s.conversation_id = ${conversationId} and s.state = 'sent' and s.entry_at <= last.entry_at
      and c.workspace_id = ${workspaceId} and c.id = ${conversationId}
    returning c.root_id`.execute(tx);
  const [first] = rows;
  if (first) await announce(tx, workspaceId, { topic: 'conversation', conversationId: first.rootId, what: 'delivery' });
}
