import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';

/** A conversation as one reads it: the target of its merges, with all that were merged into it. */
export interface RootConversation {
  id: string;
  queueId: string;
  conversationIds: string[];
  firstAt: Date;
  /** A millisecond after the last entry, notes and events among them, since the store's clock is finer than ours. */
  lastAt: Date;
}

/**
 * The conversation that an id leads to: itself, or the one it was merged into, whose queue says who may read both.
 * @throws NOT_FOUND when there is none, or the actor may not read it.
 */
export async function rootOf(tx: Tx, actor: Actor, id: string): Promise<RootConversation> {
  const { rows } = await sql<RootConversation>`
    select c.id, c.queue_id, array_agg(part.id::text) as conversation_ids, min(part.first_at) as first_at, max(greatest(part.last_at, part.told_at)) as last_at
    from conversation asked
    join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    join conversation part on part.workspace_id = c.workspace_id and part.root_id = c.id
    where asked.workspace_id = ${actor.workspaceId} and asked.id = ${id}
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    group by c.id, c.queue_id`.execute(tx);
  const root = rows[0];
  if (!root) throw notFound('conversation');
  return { ...root, lastAt: new Date(root.lastAt.getTime() + 1) };
}
