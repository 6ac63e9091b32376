import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { clientThread, holdClient } from '../../intake/claim-delivery.ts';
import type { Actor } from '../../operators/actor.ts';
import { mayKnowOf, mayRead } from '../../operators/policy.ts';

/** Where a begun conversation stands on a channel that is no mailbox. */
export interface BegunThread {
  thread: string;
  /** The client's conversation there that had the thread, and is closed. */
  related: string | null;
}

/**
 * The thread in which the client's answer will come: that of their last conversation on the channel, which is closed and gives it away as one that
 * ended long ago does (R-DSK-2); else one of the client.
 * @throws CONFLICT while a conversation runs there (`data.conversationId`, where one may read it): that is where one writes.
 */
export async function begunThread(
  tx: Tx,
  actor: Actor,
  channelId: string,
  value: ValueKey,
  conversationId: string,
): Promise<BegunThread> {
  const { workspaceId } = actor;
  await holdClient(tx, workspaceId, channelId, value);
  const own = clientThread(value);
  const { rows } = await sql<{
    id: string;
    rootId: string;
    thread: string;
    state: string;
    known: boolean;
    readable: boolean;
  }>`
    select c.id, c.root_id, c.thread, r.state, ${mayKnowOf(actor, sql.ref('r.queue_id'))} as known,
      ${mayRead(actor, sql.ref('r.queue_id'), sql.ref('r.id'))} as readable
    from conversation c join conversation r on r.workspace_id = c.workspace_id and r.id = c.root_id
    where c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and (c.thread = ${own} or (c.thread like 'id:%' and c.id = any(array(
      select p.conversation_id from participant p where p.workspace_id = ${workspaceId} and p.kind = ${value.kind} and p.account = ${value.account}
        and p.key = ${value.key} and p.role = 'from'))))
    order by c.last_at desc, c.id desc limit 1 for update of c`.execute(tx);
  const [before] = rows;
  if (!before) return { thread: own, related: null };
  // what one may not know of is not told: the answer goes where it always went
  if (!before.known) return { thread: `begun:${conversationId}`, related: null };
  if (before.state !== 'closed') throw runsAlready(before.readable ? before.rootId : null);
  await sql`update conversation set thread = 'ended ' || id || ' ' || thread where workspace_id = ${workspaceId} and id = ${before.id}`.execute(
    tx,
  );
  return { thread: before.thread, related: before.readable ? before.rootId : null };
}

function runsAlready(conversationId: string | null): Refusal {
  return new Refusal('CONFLICT', 'A conversation with this client is open on that channel already. Write in it.', {
    reason: 'runsAlready',
    data: { reason: 'runsAlready', conversationId },
  });
}
