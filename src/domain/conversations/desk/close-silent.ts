import { type RawBuilder, sql } from 'kysely';
import { ChannelSettings } from '#contract/channel.ts';
import type { Tx } from '#db/database.ts';
import { type Silence, silentSince } from '../../intake/silence.ts';
import type { SystemActor } from '../../operators/actor.ts';
import { withdrawAsked } from './end-handover.ts';
import { announceDesk, tellEvent } from './tell.ts';

/** In one transaction; the rest at the next time. */
const atOnce = 100;

/**
 * Closes conversations that were silent for as long as their channel says (R-DSK-2): nobody said, noted or did anything in them. Whose client still waits for an
 * answer is never closed, nor one whose follow-up is due; but a chat is, whose visitor has gone, and a call that is over. Who had it stays named. Several
 * processes may do it at once; what another transaction holds is left for next time.
 * @returns how many were closed.
 */
export async function closeSilent(tx: Tx, workspaceId: string, now = new Date()): Promise<number> {
  const { rows: channels } = await sql<Silence & { id: string }>`
    select id, kind, settings from channel where workspace_id = ${workspaceId} order by id`.execute(tx);
  let closed = 0;
  for (const { id, kind, settings } of channels) {
    const since = silentSince({ kind, settings: ChannelSettings.parse(settings) }, now);
    const ids = await lockSilent(tx, workspaceId, id, since, mayEnd[kind] ?? isAnswered);
    for (const silent of ids) await close(tx, workspaceId, silent, now);
    closed += ids.length;
  }
  return closed;
}

/** Somebody has the conversation `c`, and its client waits for nothing. */
const isAnswered = sql`c.state = 'open' and c.waiting_since is null`;

/** A call that nobody took is waited for like a message: somebody calls back. */
const isNoMissedCall = sql`(c.state = 'open' or not exists (
  select from conversation part join entry e on e.workspace_id = part.workspace_id and e.conversation_id = part.id and e.at = c.last_at
  where part.workspace_id = c.workspace_id and part.root_id = c.id and e.kind = 'call'
    and e.body #>> '{call,state}' in ('missed', 'abandoned', 'busy', 'noAnswer', 'voicemail')))`;

const mayEnd: Record<string, RawBuilder<unknown>> = { webchat: sql`true`, phone: isNoMissedCall };

async function lockSilent(
  tx: Tx,
  workspaceId: string,
  channelId: string,
  since: Date,
  ends: RawBuilder<unknown>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c
    where c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and c.state <> 'closed' and c.merged_into is null
      and c.last_at < ${since} and coalesce(c.told_at, c.last_at) < ${since} and coalesce(c.accepted_at, c.last_at) < ${since} and ${ends}
      and not exists (
        select from conversation part join follow_up f on f.workspace_id = part.workspace_id and f.conversation_id = part.id and f.state = 'due'
        where part.workspace_id = c.workspace_id and part.root_id = c.id)
    order by c.last_at limit ${atOnce} for no key update of c skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

async function close(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  await withdrawAsked(tx, system, id, 'any');
  await sql`
    update conversation set state = 'closed', ended_at = ${now}, ended_by = null, result = null, waiting_since = null, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await tellEvent(tx, system, id, { code: 'closedSilent' });
  await announceDesk(tx, system, id);
}
