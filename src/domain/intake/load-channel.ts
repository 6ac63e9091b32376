import { ChannelSettings } from '#contract/channel.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';

/** A channel as the intake needs it: read once per delivery or import, not per message. */
export interface LoadedChannel {
  workspaceId: string;
  id: string;
  kind: string;
  name: string;
  account: string;
  queueId: string;
  settings: ChannelSettings;
  /** For national phone numbers: the channel's country, else the workspace's (ISO 3166-1, two letters). */
  country: string | null;
  /** Queues by name, lower case: an incoming item may name one. */
  queues: Map<string, string>;
}

/** Reads a channel of the workspace with its settings, defaults filled in. NOT_FOUND when there is none of this id. */
export async function loadChannel(tx: Tx, workspaceId: string, channelId: string): Promise<LoadedChannel> {
  const row = await tx
    .selectFrom('channel')
    .innerJoin('workspace', 'workspace.id', 'channel.workspaceId')
    .select([
      'channel.id',
      'channel.kind',
      'channel.name',
      'channel.account',
      'channel.queueId',
      'channel.settings',
      'workspace.country',
    ])
    .where('channel.workspaceId', '=', workspaceId)
    .where('channel.id', '=', channelId)
    .executeTakeFirst();
  if (!row) throw notFound('channel');
  const queues = await tx.selectFrom('queue').select(['id', 'name']).where('workspaceId', '=', workspaceId).execute();
  const settings = ChannelSettings.parse(row.settings);
  return {
    workspaceId,
    id: row.id,
    kind: row.kind,
    name: row.name,
    account: row.account,
    queueId: row.queueId,
    settings,
    country: settings.country ?? row.country,
    queues: new Map(queues.map((queue) => [queue.name.toLowerCase(), queue.id])),
  };
}
