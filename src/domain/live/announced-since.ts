import { sql } from 'kysely';
import { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import { type OutboxPosition, outboxTrusted } from '#db/outbox.ts';
import type { Actor } from '../operators/actor.ts';

/** A live event with its place in the order of all. */
export interface Announced extends OutboxPosition {
  event: LiveEvent;
}

/** More than this is no longer caught up event by event. */
const most = 1_000;

/**
 * What the workspace announced after one position up to another, for a screen that was away. Null when that cannot be said, since
 * it is too long ago or too much: the screen then asks for everything anew. Whether the actor may hear of it is not looked at here.
 */
export async function announcedSince(
  tx: Tx,
  actor: Actor,
  { after, upTo }: { after: OutboxPosition; upTo: OutboxPosition },
): Promise<Announced[] | null> {
  if (Date.now() - after.at.getTime() > outboxTrusted) return null;
  const { rows } = await sql<OutboxPosition & { payload: unknown }>`
    select o.xid::text, o.id, o.created_at as at, o.payload from outbox o
    where o.workspace_id = ${actor.workspaceId} and (o.xid, o.id) > (${after.xid}::xid8, ${after.id}::uuid)
      and (o.xid, o.id) <= (${upTo.xid}::xid8, ${upTo.id}::uuid)
    order by o.xid, o.id limit ${most + 1}`.execute(tx);
  return rows.length > most ? null : rows.flatMap(asAnnounced);
}

/** A row of the outbox as what it announces; nothing for words that this version does not know. */
export function asAnnounced({ xid, id, at, payload }: OutboxPosition & { payload: unknown }): Announced[] {
  const event = LiveEvent.safeParse(payload);
  return event.success ? [{ xid, id, at, event: event.data }] : [];
}
