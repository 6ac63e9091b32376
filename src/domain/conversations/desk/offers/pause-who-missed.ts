import { sql } from 'kysely';
import { unansweredOffers } from '#contract/unanswered-offers.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../../live/announce.ts';

/** So many offers missed in a row say that somebody is not there. */
const mostMissed = 2;

/**
 * Sets operators to a pause who missed two offers in a row since they are ready, so that clients do not go round (R-DSK-1). Their screen says so.
 * @param operatorIds who missed one just now.
 */
export async function pauseWhoMissed(tx: Tx, workspaceId: string, operatorIds: string[], now: Date): Promise<void> {
  for (const id of [...new Set(operatorIds)].sort()) {
    const { rows } = await sql<{ name: string }>`
      update operator_presence p set state = 'pause', reason = ${unansweredOffers}, since = ${now}
      from operator o
      where p.workspace_id = ${workspaceId} and p.operator_id = ${id} and p.state = 'ready'
        and o.workspace_id = p.workspace_id and o.id = p.operator_id and (
        select count(*) filter (where last.state = 'expired') from (
          select h.state from handover h
          where h.workspace_id = p.workspace_id and h.to_id = p.operator_id and h.kind = 'offer' and h.at >= p.since
            and h.state in ('accepted', 'declined', 'expired')
          order by h.at desc limit ${mostMissed}) last) >= ${mostMissed}
      returning o.name`.execute(tx);
    const [paused] = rows;
    if (paused) await announce(tx, workspaceId, { topic: 'desk', what: 'desk', operator: { id, name: paused.name } });
  }
}
