import { sql } from 'kysely';
import { Capacity } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { readWorkspaceSettings } from '../../../workspaces/workspace-settings.ts';
import { takesPlace } from '../places-taken.ts';
import type { FreeOperator } from './who-is-offered.ts';

/**
 * The operators who can be offered something now: ready, a member of a queue that offers, asked nothing that they have to answer within a minute, and not at the
 * wrap-up of a conversation. With how much they have, and since when they wait for work: since they are ready, were asked last, and took something last.
 */
export async function freeOperators(tx: Tx, workspaceId: string, now: Date): Promise<FreeOperator[]> {
  const { rows } = await sql<Omit<FreeOperator, 'capacity'> & { capacity: unknown }>`
    select o.id, o.name, o.capacity, m.queues, coalesce(had.load, '{}') as load,
      greatest(p.since, had.accepted_at, (
        select max(h.at) from handover h where h.workspace_id = o.workspace_id and h.to_id = o.id and h.kind = 'offer')) as since
    from operator_presence p
    join operator o on o.workspace_id = p.workspace_id and o.id = p.operator_id and o.removed_at is null
    join lateral (
      select array_agg(m.queue_id) as queues from queue_member m
      join queue q on q.workspace_id = m.workspace_id and q.id = m.queue_id and q.routing = 'offer'
      where m.workspace_id = o.workspace_id and m.operator_id = o.id) m on m.queues is not null
    left join lateral (
      select max(k.accepted_at) as accepted_at, json_object_agg(k.kind, k.counted) filter (where k.counted > 0) as load from (
        select ch.kind, max(c.accepted_at) as accepted_at,
          count(*) filter (where ${takesPlace}) as counted
        from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
        where c.workspace_id = o.workspace_id and c.assignee_id = o.id and c.state <> 'closed' and c.merged_into is null
        group by ch.kind) k) had on true
    where p.workspace_id = ${workspaceId} and p.state = 'ready'
      and not exists (
        select from handover h
        where h.workspace_id = o.workspace_id and h.to_id = o.id and h.kind in ('redirect', 'offer') and h.state = 'asked' and h.until > ${now})
      and not exists (
        select from conversation c
        where c.workspace_id = o.workspace_id and c.wrapping_id = o.id and c.wrapping_since is not null and c.wrapping_until > ${now})`.execute(
    tx,
  );
  if (rows.length === 0) return [];
  const usual = (await readWorkspaceSettings(tx, workspaceId)).capacity;
  return rows.map((row) => ({ ...row, capacity: row.capacity === null ? usual : Capacity.parse(row.capacity) }));
}
