import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { SystemActor } from '../../operators/actor.ts';
import { type AskedHandover, endHandovers } from './end-handover.ts';
import { pauseWhoMissed } from './offers/pause-who-missed.ts';
import { announceDesk, tellEvent } from './tell.ts';

/**
 * Ends the handovers that nobody answered in time (R-TAB-6): the conversation stays with who asked, or waits on in the queue that offered it, and says so.
 * What another transaction answers at this moment is left to it.
 * @returns how many ran out.
 */
export async function expireHandovers(tx: Tx, workspaceId: string, now = new Date()): Promise<number> {
  const { rows } = await sql<Pick<AskedHandover, 'id'>>`
    select h.id from handover h
    join conversation c on c.workspace_id = h.workspace_id and c.id = h.conversation_id
    where h.workspace_id = ${workspaceId} and h.state = 'asked' and h.until <= ${now}
    order by h.until limit 100 for no key update of c skip locked`.execute(tx);
  const expired = await endHandovers(
    tx,
    workspaceId,
    rows.map(({ id }) => id),
    'expired',
    'expired',
  );
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  for (const { conversationId, toName } of expired) {
    await tellEvent(tx, system, conversationId, { code: 'expired', to: toName });
    await announceDesk(tx, system, conversationId);
  }
  const missed = expired.filter(({ kind }) => kind === 'offer').map(({ toId }) => toId);
  await pauseWhoMissed(tx, workspaceId, missed, now);
  return expired.length;
}
