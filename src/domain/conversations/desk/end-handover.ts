import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';

/** A redirect, an invitation or an offer that waits for its answer. */
export interface AskedHandover {
  id: string;
  conversationId: string;
  kind: 'redirect' | 'invite' | 'offer';
  /** null: its queue offers it. */
  fromId: string | null;
  toId: string;
  toName: string;
  until: Date;
}

/** Says how handovers that waited for an answer ended. Only those that still wait. @returns those that ended so. */
export async function endHandovers(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  state: 'accepted' | 'declined' | 'expired' | 'withdrawn',
  reason: string | null = null,
): Promise<AskedHandover[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<AskedHandover>`
    update handover h set state = ${state}, reason = ${reason}, answered_at = ${new Date()}
    from operator o where h.workspace_id = ${workspaceId} and h.id = any(${ids}::uuid[]) and h.state = 'asked'
      and o.workspace_id = h.workspace_id and o.id = h.to_id
    returning h.id, h.conversation_id, h.kind, h.from_id, h.to_id, o.name as to_name, h.until`.execute(tx);
  if (state !== 'accepted') await endLook(tx, workspaceId, rows);
  return rows;
}

/** What waits for an answer in a conversation ends, for it went another way. `redirect`: of whom was to take it, by an offer too. */
export async function withdrawAsked(
  tx: Tx,
  actor: Actor,
  conversationId: string,
  kind: 'redirect' | 'any',
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from handover where workspace_id = ${actor.workspaceId} and conversation_id = ${conversationId} and state = 'asked'
      and (${kind} = 'any' or kind in ('redirect', 'offer'))`.execute(tx);
  await endHandovers(
    tx,
    actor.workspaceId,
    rows.map(({ id }) => id),
    'withdrawn',
  );
}

/** Lets an operator read the conversation while they are asked, so that they know what they accept. */
export async function giveLook(tx: Tx, workspaceId: string, conversationId: string, operatorId: string, until: Date) {
  await sql`
    insert into conversation_operator as had (workspace_id, operator_id, conversation_id, until)
    values (${workspaceId}, ${operatorId}, ${conversationId}, ${until})
    on conflict (workspace_id, operator_id, conversation_id) do update
      set until = case when had.until is null then null else greatest(had.until, excluded.until) end`.execute(tx);
}

/** A look that was given for a question ends with it; a longer one, and that of who took part, stays. */
async function endLook(tx: Tx, workspaceId: string, ended: AskedHandover[]): Promise<void> {
  for (const { conversationId, toId, until } of ended) {
    await sql`
      delete from conversation_operator where workspace_id = ${workspaceId} and operator_id = ${toId} and conversation_id = ${conversationId}
        and until <= ${until}`.execute(tx);
  }
}
