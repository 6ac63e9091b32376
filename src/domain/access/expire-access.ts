import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { tellEvent } from '../conversations/desk/tell.ts';
import type { SystemActor } from '../operators/actor.ts';
import { endLook } from './answer-access.ts';
import { announceAccess } from './ask-access.ts';

/**
 * Ends the looks whose time is over (R-HIS-5). Who looked reads nothing any more from that very moment, by the rule itself; here it is noted, and the open
 * views are told. What another transaction holds at this moment comes next time.
 * @returns how many ended.
 */
export async function expireAccess(tx: Tx, workspaceId: string, now = new Date()): Promise<number> {
  const { rows } = await sql<{ id: string; conversationId: string; operatorId: string; name: string }>`
    select a.id, a.conversation_id, a.operator_id, o.name from access_request a
    join conversation c on c.workspace_id = a.workspace_id and c.id = a.conversation_id
    join operator o on o.workspace_id = a.workspace_id and o.id = a.operator_id
    where a.workspace_id = ${workspaceId} and a.state = 'granted' and a.until <= ${now}
    order by c.id, a.until limit 100 for no key update of c skip locked`.execute(tx);
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  for (const { id, conversationId, operatorId, name } of rows) {
    const { numAffectedRows } = await sql`update access_request set state = 'ended'
      where workspace_id = ${workspaceId} and id = ${id} and state = 'granted'`.execute(tx);
    if (numAffectedRows !== 1n) continue;
    await endLook(tx, workspaceId, { conversationId, operatorId });
    await tellEvent(tx, system, conversationId, { code: 'accessOver', to: name });
    await announceAccess(tx, workspaceId, conversationId);
  }
  return rows.length;
}
