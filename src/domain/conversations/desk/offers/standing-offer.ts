import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** To whom the conversation is offered at this moment; null: to nobody. The caller has locked the conversation. */
export async function standingOffer(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
): Promise<{ id: string; to: { id: string; name: string } } | null> {
  const { rows } = await sql<{ id: string; to: { id: string; name: string } }>`
    select h.id, json_build_object('id', o.id, 'name', o.name) as to
    from handover h join operator o on o.workspace_id = h.workspace_id and o.id = h.to_id
    where h.workspace_id = ${workspaceId} and h.conversation_id = ${conversationId} and h.kind = 'offer' and h.state = 'asked'
      and h.until > ${new Date()}`.execute(tx);
  return rows[0] ?? null;
}
