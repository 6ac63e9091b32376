import { randomUUID } from 'node:crypto';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from './actor.ts';
import { must } from './policy.ts';

export interface Queue {
  id: string;
  name: string;
  /** Who reads its conversations (R-HIS-5). */
  readers: 'everyone' | 'members' | 'hidden';
}

/** Makes a queue, last in their order; read by its members unless said otherwise. CONFLICT when the name is taken. */
export async function createQueue(
  tx: Tx,
  actor: Actor,
  given: { name: string; readers?: Queue['readers'] },
): Promise<Queue> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  const others = await listQueues(tx, actor);
  if (others.some((queue) => queue.name === given.name)) {
    throw new Refusal('CONFLICT', `There is a queue “${given.name}” already.`);
  }
  const queue: Queue = { id: randomUUID(), name: given.name, readers: given.readers ?? 'members' };
  await tx
    .insertInto('queue')
    .values({ workspaceId, ...queue, place: others.length })
    .execute();
  return queue;
}

/** The workspace's queues in their order. */
export async function listQueues(tx: Tx, actor: Actor): Promise<Queue[]> {
  return tx
    .selectFrom('queue')
    .select(['id', 'name', 'readers'])
    .where('workspaceId', '=', actor.workspaceId)
    .orderBy('place')
    .orderBy('name')
    .execute();
}

/** The queue of a name. NOT_FOUND when there is none. */
export async function queueByName(tx: Tx, actor: Actor, name: string): Promise<Queue> {
  const queue = (await listQueues(tx, actor)).find((one) => one.name === name);
  if (!queue) throw notFound(`queue “${name}”`);
  return queue;
}

/** Makes an operator a member of a queue; nothing happens when they are. */
export async function addQueueMember(tx: Tx, actor: Actor, queueId: string, operatorId: string): Promise<void> {
  must(actor, 'manageSettings');
  await tx
    .insertInto('queueMember')
    .values({ workspaceId: actor.workspaceId, queueId, operatorId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends an operator's membership; nothing happens when they are no member. */
export async function removeQueueMember(tx: Tx, actor: Actor, queueId: string, operatorId: string): Promise<void> {
  must(actor, 'manageSettings');
  await tx
    .deleteFrom('queueMember')
    .where('workspaceId', '=', actor.workspaceId)
    .where('queueId', '=', queueId)
    .where('operatorId', '=', operatorId)
    .execute();
}
