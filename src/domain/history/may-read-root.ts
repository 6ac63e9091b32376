import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';

/** Whether the actor may read what the conversation `c` is part of: a merged one is read as its target is. */
export function mayReadRoot(actor: Actor): RawBuilder<unknown> {
  return sql`exists (select from conversation root where root.workspace_id = c.workspace_id and root.id = c.root_id
    and ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))})`;
}
