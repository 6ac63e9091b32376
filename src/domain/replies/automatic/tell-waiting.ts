import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayRead, must } from '../../operators/policy.ts';
import type { Sendable } from '../reply-way.ts';
import { sayOne } from './say-one.ts';
import { talkingQueues } from './talking-queues.ts';

/** So many at once: the transaction holds all of them. */
const most = 200;

/**
 * Sends the message for those who wait to everybody who waits in a queue and was not told yet, the longest waiting first (R-DSK-6).
 * @throws NOT_FOUND for a queue that the actor may not read; CONFLICT where it has no such message.
 */
export async function tellWaiting(
  tx: Tx,
  actor: Actor,
  sendable: Sendable,
  { id }: { id: string },
): Promise<{ told: number; left: number }> {
  must(actor, 'tellWaiting');
  const { workspaceId } = actor;
  const { rows: found } = await sql`
    select from queue q where q.workspace_id = ${workspaceId} and q.id = ${id} and ${mayRead(actor, sql.ref('q.id'), null)}`.execute(
    tx,
  );
  if (found.length === 0) throw notFound('queue');
  const now = new Date();
  const [queue] = await talkingQueues(tx, workspaceId, now, id);
  const texts = queue?.replies.waiting;
  if (!queue || !texts || (!texts.en && !texts.cs))
    throw new Refusal('CONFLICT', 'This queue has no message for those who wait. Write one in Settings, Queues.', {
      reason: 'noWaitingMessage',
    });
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c where c.workspace_id = ${workspaceId} and c.queue_id = ${id} and c.state = 'waiting' and c.merged_into is null
    order by coalesce(c.waiting_since, c.last_at), c.id limit ${most}`.execute(tx);
  let told = 0;
  for (const one of rows.map((row) => row.id).sort()) {
    const due = {
      conversationId: one,
      queueId: id,
      occasion: 'waiting' as const,
      texts,
      hours: queue.hours,
      isAsked: true,
    };
    told += Number(await sayOne(tx, workspaceId, sendable, due, now));
  }
  return { told, left: rows.length - told };
}
