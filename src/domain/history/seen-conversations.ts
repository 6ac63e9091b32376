import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, mayRead } from '../operators/policy.ts';

/**
 * What an actor may see of conversations that values and changes point to: `read` its name and content, `known` only that it was
 * (R-HIS-5). A conversation that is missing from the answer does not exist for them.
 */
export async function seenConversations(
  tx: Tx,
  actor: Actor,
  ids: string[],
): Promise<Map<string, { known: boolean; read: boolean }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; known: boolean; read: boolean }>`
    select c.id, ${mayKnowOf(actor, sql.ref('r.queue_id'))} as known, ${mayRead(actor, sql.ref('r.queue_id'), sql.ref('r.id'))} as read
    from conversation c join conversation r on r.workspace_id = c.workspace_id and r.id = c.root_id
    where c.workspace_id = ${actor.workspaceId} and c.id = any(${[...new Set(ids)]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, known, read }) => [id, { known: known || read, read }]));
}
