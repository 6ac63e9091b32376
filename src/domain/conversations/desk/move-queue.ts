import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { recountActivity } from '../recount-activity.ts';

/**
 * Moves a conversation, with those merged into it, to another queue: rights follow the present one (R-HIS-5), so the queue of their entries, which
 * the search reads, and the activity of their cards move along. Locks the conversations, then the cards in the order of their ids.
 */
export async function moveQueue(tx: Tx, workspaceId: string, rootId: string, queueId: string): Promise<void> {
  const { rows } = await sql<{ id: string; contactId: number | null; firstAt: Date; lastAt: Date }>`
    select c.id, c.contact_id, c.first_at, greatest(c.last_at, c.told_at) as last_at from conversation c
    where c.workspace_id = ${workspaceId} and c.root_id = ${rootId}
    order by (c.merged_into is not null), c.id for no key update`.execute(tx);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await sql`update conversation set queue_id = ${queueId} where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
  // only the partitions are touched that hold them
  const first = new Date(Math.min(...rows.map(({ firstAt }) => firstAt.getTime())));
  const last = new Date(Math.max(...rows.map(({ lastAt }) => lastAt.getTime())) + 1); // the column has microseconds
  await sql`
    update entry set queue_id = ${queueId}
    where workspace_id = ${workspaceId} and conversation_id = any(${ids}::uuid[]) and at >= ${first} and at <= ${last}`.execute(
    tx,
  );
  const cards = new Set(rows.flatMap(({ contactId }) => contactId ?? []));
  for (const card of [...cards].sort((a, b) => a - b)) await recountActivity(tx, workspaceId, card);
}
