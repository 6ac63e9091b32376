import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';

/**
 * The channel that a file of events belongs to: the one named by its id or name, else the workspace's generic channel, made when missing.
 * NOT_FOUND when a name or id is given that no channel has.
 */
export async function genericChannel(tx: Tx, workspaceId: string, wanted?: string): Promise<string> {
  const named = await sql<{ id: string }>`
    select id from channel where workspace_id = ${workspaceId}
      and ${wanted === undefined ? sql`kind = 'custom' and account = ''` : sql`(id::text = ${wanted} or lower(name) = lower(${wanted}))`}
    order by created_at, id limit 1`.execute(tx);
  const had = named.rows[0]?.id;
  if (had) return had;
  if (wanted !== undefined) throw notFound('channel');
  const id = randomUUID();
  await sql`
    insert into channel (workspace_id, id, kind, name, queue_id)
    select ${workspaceId}, ${id}, 'custom', 'Events', id from queue where workspace_id = ${workspaceId} order by place, name limit 1`.execute(
    tx,
  );
  return id;
}
