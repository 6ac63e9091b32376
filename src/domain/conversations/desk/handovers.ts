import { type RawBuilder, sql } from 'kysely';
import type { Handover } from '#contract/desk.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf } from '../../operators/policy.ts';

/** A handover as one JSON object of the store, whose times are texts of its own form. */
export type KeptHandover = Omit<Handover, 'toMe'>;

/** Without the name of a queue that the actor may not know of: it may have become hidden since (R-HIS-5). */
const kept = (
  actor: Actor,
) => sql`json_build_object('id', h.id, 'kind', h.kind, 'note', h.note, 'state', h.state, 'reason', h.reason, 'at', h.at, 'until', h.until,
  'from', (select json_build_object('id', o.id, 'name', o.name) from operator o where o.workspace_id = h.workspace_id and o.id = h.from_id),
  'to', (select json_build_object('id', o.id, 'name', o.name) from operator o where o.workspace_id = h.workspace_id and o.id = h.to_id),
  'queue', (select json_build_object('id', q.id, 'name', q.name) from queue q where q.workspace_id = h.workspace_id and q.id = h.to_queue_id
    and ${mayKnowOf(actor, sql.ref('q.id'))}))`;

/** What waits for an answer in the conversation `c`: what the actor is asked themselves first, then the newest. Null where nothing does. */
export function askedOf(actor: Actor): RawBuilder<KeptHandover | null> {
  return sql<KeptHandover | null>`(
    select ${kept(actor)} from handover h
    where h.workspace_id = c.workspace_id and h.conversation_id = c.id and h.state = 'asked' and h.until > ${new Date()}
    order by (h.to_id is not distinct from ${actor.id}::uuid) desc, h.at desc limit 1)`;
}

/** The last ten handovers of the conversation `c`, the newest first. */
export function lastHandovers(actor: Actor): RawBuilder<KeptHandover[] | null> {
  return sql<KeptHandover[] | null>`(
    select json_agg(${kept(actor)} order by h.at desc, h.id) from (
      select * from handover h where h.workspace_id = c.workspace_id and h.conversation_id = c.id order by h.at desc, h.id limit 10) h)`;
}

/** A handover as the contract says it. One whose time is over reads as expired before the clock says so. */
export function told(handover: KeptHandover, actor: Actor): Handover {
  const until = new Date(handover.until);
  const isOver = handover.state === 'asked' && until <= new Date();
  const state = isOver ? 'expired' : handover.state;
  const toMe = state === 'asked' && actor.type === 'operator' && handover.to?.id === actor.id;
  return { ...handover, state, at: new Date(handover.at).toISOString(), until: until.toISOString(), toMe };
}

/** One handover as the actor sees it; null when there is none. The caller has asked whether its conversation may be read. */
export async function readHandover(tx: Tx, actor: Actor, id: string): Promise<Handover | null> {
  const { rows } = await sql<{ kept: KeptHandover }>`
    select ${kept(actor)} as kept from handover h where h.workspace_id = ${actor.workspaceId} and h.id = ${id}`.execute(
    tx,
  );
  return rows[0] ? told(rows[0].kept, actor) : null;
}
