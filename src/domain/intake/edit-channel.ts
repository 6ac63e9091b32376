import { sql } from 'kysely';
import { ChannelSettings } from '#contract/channel.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { ListedChannel } from './list-channels.ts';

/** A channel with its settings, defaults filled in. */
export interface ChannelWithSettings extends ListedChannel {
  queue: { id: string; name: string };
  account: string;
  settings: ChannelSettings;
}

/** What may be changed of a channel. Of its settings those that are named; `ownTrust: null` is what the kind allows again. */
interface ChannelEdit {
  id: string;
  name?: string | undefined;
  enabled?: boolean | undefined;
  settings?: { [Name in keyof ChannelSettings]?: ChannelSettings[Name] | null | undefined } | undefined;
}

/** One channel with what links and what suggests on it (R-REC-5). NOT_FOUND. */
export async function readChannel(tx: Tx, actor: Actor, { id }: { id: string }): Promise<ChannelWithSettings> {
  must(actor, 'manageSettings');
  const row = await tx
    .selectFrom('channel')
    .innerJoin('queue', (join) =>
      join.onRef('queue.workspaceId', '=', 'channel.workspaceId').onRef('queue.id', '=', 'channel.queueId'),
    )
    .select(['channel.id', 'channel.kind', 'channel.name', 'channel.account', 'channel.enabled', 'channel.settings'])
    .select(['queue.id as queueId', 'queue.name as queueName'])
    .where('channel.workspaceId', '=', actor.workspaceId)
    .where('channel.id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('channel');
  const { queueId, queueName, settings, ...channel } = row;
  return { ...channel, queue: { id: queueId, name: queueName }, settings: ChannelSettings.parse(settings) };
}

/**
 * Changes a channel. It counts from the next delivery on: each reads its channel anew. An administrator may trust a channel's own ids more than its
 * kind does, for example where the company's own sign-in stands behind them; what a message says of itself never raises that.
 * @throws NOT_FOUND.
 */
export async function editChannel(tx: Tx, actor: Actor, edit: ChannelEdit): Promise<ChannelWithSettings> {
  must(actor, 'manageSettings');
  const { settings = {} } = edit;
  const named = Object.entries(settings).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(named.filter(([, value]) => value !== null));
  const gone = named.flatMap(([name, value]) => (value === null ? name : []));
  await sql`
    update channel set name = coalesce(${edit.name ?? null}, name), enabled = coalesce(${edit.enabled ?? null}, enabled),
      settings = (settings - ${gone}::text[]) || ${JSON.stringify(set)}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${edit.id}`.execute(tx);
  return readChannel(tx, actor, edit);
}
