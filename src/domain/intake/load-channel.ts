import { sql } from 'kysely';
import { ChannelSettings } from '#contract/channel.ts';
import { notFound } from '#contract/errors.ts';
import type { TagRule } from '#contract/tag.ts';
import { WorkspaceSettings } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { standing } from '../blocking/standing.ts';
import { type IdentifyingField, identifyingFields, silentKinds } from '../fields/identifying-fields.ts';
import type { Sealer } from '../identity/sealer.ts';
import { type IdentityCheck, identityCheck } from '../identity/signed-identity.ts';
import { openedSetting } from '../identity/signed-identity-setting.ts';
import { type ReadyRule, readyRule } from '../tags/rule-hits.ts';
import type { ReadyRoute } from './routing/route-message.ts';

/** A channel as the intake needs it: read once per delivery or import, not per message. A setting that is changed counts from the next one on. */
export interface LoadedChannel {
  workspaceId: string;
  id: string;
  kind: string;
  name: string;
  account: string;
  queueId: string;
  enabled: boolean;
  settings: ChannelSettings;
  /** For national phone numbers: the channel's country, else the workspace's (ISO 3166-1, two letters). */
  country: string | null;
  /** Queues by name, lower case: an incoming item may name one. */
  queues: Map<string, string>;
  /** The fields that identify, in the administrators' order (R-ID-6). */
  fields: IdentifyingField[];
  /** Kinds of fields that identify nobody any more. */
  silentKinds: Set<string>;
  /** Some sender is kept out of the workspace (R-DSK-5): only then each message asks for its own. */
  keepsOut: boolean;
  /** Numbers of payment cards are masked (R-DSK-5). */
  maskCards: boolean;
  /** The rules that tag its conversations (R-TAB-5). */
  tagRules: ReadyRule[];
  /** The rules that choose the queue of its new conversations (R-DSK-1), in their order. */
  routes: ReadyRoute[];
  /** Checks the workspace's signed identities. */
  identities: IdentityCheck;
}

/**
 * Reads a channel of the workspace with its settings, defaults filled in. NOT_FOUND when there is none of this id.
 * @param sealer opens the shared secret of signed identities; without it those of HS256 count for nothing, as in an import, where every token is long over.
 */
export async function loadChannel(
  tx: Tx,
  workspaceId: string,
  channelId: string,
  sealer?: Sealer,
): Promise<LoadedChannel> {
  const row = await tx
    .selectFrom('channel')
    .innerJoin('workspace', 'workspace.id', 'channel.workspaceId')
    .select([
      'channel.id',
      'channel.kind',
      'channel.name',
      'channel.account',
      'channel.queueId',
      'channel.enabled',
      'channel.settings',
      'workspace.country',
      'workspace.settings as ofWorkspace',
      rulesOfChannel.as('tagRules'),
      routesOfChannel.as('routes'),
      keepsOut.as('keepsOut'),
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
    enabled: row.enabled,
    settings,
    country: settings.country ?? row.country,
    queues: new Map(queues.map((queue) => [queue.name.toLowerCase(), queue.id])),
    fields: await identifyingFields(tx, workspaceId),
    silentKinds: await silentKinds(tx, workspaceId),
    keepsOut: row.keepsOut,
    maskCards: WorkspaceSettings.parse(row.ofWorkspace).maskCards,
    tagRules: row.tagRules.map(readyRule),
    routes: row.routes,
    identities: identityCheck(openedSetting(row.ofWorkspace, workspaceId, sealer)),
  };
}

const keepsOut = sql<boolean>`exists (select from blocked_sender b where b.workspace_id = channel.workspace_id and ${standing})`;

const rulesOfChannel = sql<Pick<TagRule, 'tag' | 'match' | 'words'>[]>`coalesce((
  select jsonb_agg(jsonb_build_object('tag', r.tag, 'match', r.match, 'words', r.words) order by r.created_at, r.id) from tag_rule r
  where r.workspace_id = channel.workspace_id and r.enabled and (r.channels = '{}' or channel.kind = any(r.channels))), '[]')`;

const routesOfChannel = sql<ReadyRoute[]>`coalesce((
  select jsonb_agg(jsonb_build_object('name', r.name, 'parameter', r.parameter, 'how', r.how, 'value', r.value, 'queueId', r.queue_id)
    order by r.place, r.created_at, r.id) from routing_rule r
  where r.workspace_id = channel.workspace_id and r.enabled and (r.channels = '{}' or channel.kind = any(r.channels))), '[]')`;
