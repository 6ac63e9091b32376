import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Queue, QueueInput } from '#contract/queue-routes.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from './actor.ts';
import { mayKnowOf, must } from './policy.ts';
import { createQueue } from './queues.ts';

/** The queues that the actor may know of (R-HIS-5), in their order. */
export async function listKnownQueues(tx: Tx, actor: Actor): Promise<{ items: Queue[]; nextCursor: null }> {
  must(actor, 'seeConversations');
  return { items: await readQueues(tx, actor, null), nextCursor: null };
}

/** Makes a queue with its settings and members, last in their order. CONFLICT when the name is taken; INVALID for a member who is no operator. */
export async function addQueue(tx: Tx, actor: Actor, input: QueueInput): Promise<Queue> {
  const { id } = await createQueue(tx, actor, { name: input.name, readers: input.readers });
  return editQueue(tx, actor, { id, ...input });
}

/**
 * Changes a queue, whole. Who reads its conversations follows at once (R-HIS-5).
 * @throws NOT_FOUND; CONFLICT when another has the name; INVALID for a member who is no operator.
 */
export async function editQueue(tx: Tx, actor: Actor, edit: QueueInput & { id: string }): Promise<Queue> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  await sql`select from queue where workspace_id = ${workspaceId} order by id for update`.execute(tx);
  const { rows: others } = await sql`
    select from queue where workspace_id = ${workspaceId} and name = ${edit.name} and id <> ${edit.id}`.execute(tx);
  if (others.length > 0) throw new Refusal('CONFLICT', `There is a queue “${edit.name}” already.`);
  const { numAffectedRows } = await sql`
    update queue set name = ${edit.name}, readers = ${edit.readers}, routing = ${edit.routing}, warn_after = ${edit.warnAfter},
      limit_after = ${edit.limitAfter}, wrap_up = ${edit.wrapUp}, wrap_seconds = ${edit.wrapSeconds},
      results = ${JSON.stringify(edit.results)}::jsonb, requires = ${JSON.stringify(edit.requires)}::jsonb,
      hours = ${edit.hours && JSON.stringify(edit.hours)}::jsonb, replies = ${JSON.stringify(edit.replies)}::jsonb
    where workspace_id = ${workspaceId} and id = ${edit.id}`.execute(tx);
  if (!numAffectedRows) throw notFound('queue');
  await setMembers(tx, workspaceId, edit.id, edit.members);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  const [queue] = await readQueues(tx, actor, edit.id);
  if (!queue) throw notFound('queue');
  return queue;
}

async function setMembers(tx: Tx, workspaceId: string, queueId: string, members: string[]): Promise<void> {
  const asked = [...new Set(members)];
  await sql`
    delete from queue_member where workspace_id = ${workspaceId} and queue_id = ${queueId} and operator_id <> all(${asked}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into queue_member (workspace_id, queue_id, operator_id)
    select o.workspace_id, ${queueId}, o.id from operator o
    where o.workspace_id = ${workspaceId} and o.id = any(${asked}::uuid[]) and o.removed_at is null on conflict do nothing`.execute(
    tx,
  );
  const { rows } = await sql<{ operatorId: string }>`
    select operator_id from queue_member where workspace_id = ${workspaceId} and queue_id = ${queueId}`.execute(tx);
  if (rows.length < asked.length) {
    const words = 'Name operators of this workspace.';
    throw new Refusal('INVALID', words, { fields: { members: words } });
  }
}

async function readQueues(tx: Tx, actor: Actor, only: string | null): Promise<Queue[]> {
  const { rows } = await sql<Queue>`
    select q.id, q.name, q.readers, q.routing, q.warn_after, q.limit_after, q.wrap_up, q.wrap_seconds, q.results,
      jsonb_build_object('parameters', coalesce(q.requires -> 'parameters', '[]'), 'tag', coalesce((q.requires ->> 'tag')::boolean, false)) as requires, q.hours, q.replies, array(
      select m.operator_id from queue_member m where m.workspace_id = q.workspace_id and m.queue_id = q.id order by m.operator_id) as members
    from queue q
    where q.workspace_id = ${actor.workspaceId} and ${mayKnowOf(actor, sql.ref('q.id'))} and ${only === null ? sql`true` : sql`q.id = ${only}`}
    order by q.place, q.name, q.id`.execute(tx);
  return rows;
}
