import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';

/** A channel as the API lists it. */
export interface ListedChannel {
  id: string;
  kind: string;
  name: string;
  enabled: boolean;
  queue: { id: string; name: string };
}

/** The workspace's channels by name. Everybody who works in it knows them: filters and the history name them. */
export async function listChannels(tx: Tx, actor: Actor): Promise<{ items: ListedChannel[]; nextCursor: null }> {
  const rows = await tx
    .selectFrom('channel')
    .innerJoin('queue', (join) =>
      join.onRef('queue.workspaceId', '=', 'channel.workspaceId').onRef('queue.id', '=', 'channel.queueId'),
    )
    .select([
      'channel.id',
      'channel.kind',
      'channel.name',
      'channel.enabled',
      'channel.queueId',
      'queue.name as queueName',
    ])
    .where('channel.workspaceId', '=', actor.workspaceId)
    .orderBy('channel.name')
    .orderBy('channel.id')
    .execute();
  const items = rows.map(({ queueId, queueName, ...channel }) => ({
    ...channel,
    queue: { id: queueId, name: queueName },
  }));
  return { items, nextCursor: null };
}
