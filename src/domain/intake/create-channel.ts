import { randomUUID } from 'node:crypto';
import { ChannelKind, ChannelSettings } from '#contract/channel.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { listQueues } from '../operators/queues.ts';

export interface NewChannel {
  kind: string;
  name: string;
  /** The provider's account (page, business, mailbox); one channel for each. */
  account?: string;
  /** The queue that its conversations begin in, by name; the workspace's first one if absent. */
  queue?: string;
  settings?: Record<string, unknown>;
}

/** Makes a channel with the settings as delivered, but those given. INVALID for an unknown kind or queue, CONFLICT for a second one of an account. */
export async function createChannel(tx: Tx, actor: Actor, given: NewChannel): Promise<{ id: string }> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  const kind = ChannelKind.safeParse(given.kind).data;
  if (!kind)
    throw new Refusal('INVALID', `There is no kind “${given.kind}”. Choose of ${ChannelKind.options.join(', ')}.`);
  const queues = await listQueues(tx, actor);
  const queue = given.queue === undefined ? queues[0] : queues.find((one) => one.name === given.queue);
  if (!queue)
    throw new Refusal('INVALID', `There is no queue “${given.queue ?? ''}”.`, { fields: { queue: 'Unknown queue.' } });
  const id = randomUUID();
  const settings = JSON.stringify(given.settings ? ChannelSettings.partial().parse(given.settings) : {});
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('channel')
    .values({ workspaceId, id, kind, name: given.name, account: given.account ?? id, queueId: queue.id, settings })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'kind', 'account']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n)
    throw new Refusal('CONFLICT', `There is a ${kind} channel for ${given.account} already.`);
  return { id };
}
