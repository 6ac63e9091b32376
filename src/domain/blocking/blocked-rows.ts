import { type RawBuilder, sql } from 'kysely';
import type { BlockedSender } from '#contract/blocking.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { may, mayRead } from '../operators/policy.ts';
import { standing } from './standing.ts';

type Row = Omit<BlockedSender, 'at' | 'until' | 'by' | 'mayLift'> & {
  at: Date;
  until: Date | null;
  byId: string | null;
  byName: string | null;
};

/** The blocks `b` that hold now and meet a condition, as the actor sees them, the newest first. `page` is the limit. */
export async function blockedRows(
  tx: Tx,
  actor: Actor,
  condition: RawBuilder<unknown>,
  page: RawBuilder<unknown>,
): Promise<BlockedSender[]> {
  const { rows } = await sql<Row>`
    select b.id, b.kind, b.display as value, b.how, b.reason, b.at, b.until, b.by_id, b.by_name, (
      select r.id from conversation c join conversation r on r.workspace_id = c.workspace_id and r.id = c.root_id
      where c.workspace_id = b.workspace_id and c.id = b.conversation_id and ${mayRead(actor, sql.ref('r.queue_id'), sql.ref('r.id'))}) as conversation_id
    from blocked_sender b
    where b.workspace_id = ${actor.workspaceId} and ${standing} and ${condition}
    order by b.at desc, b.id desc ${page}`.execute(tx);
  return rows.map(({ at, until, byId, byName, ...row }) => ({
    ...row,
    by: byId === null ? null : { id: byId, name: byName ?? '' },
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
    mayLift: mayLift(actor, byId),
  }));
}

/** Operators let in again whom they blocked themselves; supervisors anybody. */
export function mayLift(actor: Actor, by: string | null): boolean {
  return may(actor, 'blockSenders') && (may(actor, 'liftAnybodysBlocks') || (by !== null && by === actor.id));
}
