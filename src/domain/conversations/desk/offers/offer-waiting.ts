import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { SystemActor } from '../../../operators/actor.ts';
import { giveLook } from '../end-handover.ts';
import { expireHandovers } from '../expire-handovers.ts';
import { announceDesk } from '../tell.ts';
import { freeOperators } from './free-operators.ts';
import { type FreeOperator, hasPlace, type WaitingConversation, whoIsOffered } from './who-is-offered.ts';
import { withdrawIdleOffers } from './withdraw-idle-offers.ts';

/** How long an offer stands, in seconds: a client waits meanwhile. */
const offerSeconds = 60;

/** The workspaces that have a queue which offers. `tx` comes from `atTheDoor`. */
export async function workspacesThatOffer(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_that_offer() as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Offers what waits in the queues that offer to who is free, the longest waiting first (R-DSK-1), each operator one at a time; what nobody answered goes on to
 * the next. Several processes may ask at once: in a workspace one of them shares out, and the others leave it to that one.
 * @returns how many offers were made.
 */
export async function offerWaiting(tx: Tx, workspaceId: string, now = new Date()): Promise<number> {
  if (!(await isAlone(tx, workspaceId))) return 0;
  await expireHandovers(tx, workspaceId, now);
  await withdrawIdleOffers(tx, workspaceId, now);
  let free = await freeOperators(tx, workspaceId, now);
  let made = 0;
  for (const conversation of await waitingFor(tx, workspaceId, free)) {
    const to = whoIsOffered(conversation, free, now);
    if (!to) continue;
    await offer(tx, workspaceId, conversation, to, now);
    free = free.filter((one) => one !== to);
    made++;
  }
  return made;
}

/** Until the end of the transaction: whoever asks next then reads what this one offered. */
async function isAlone(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ alone: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('offers'), hashtext(${workspaceId})) as alone`.execute(tx);
  return rows[0]?.alone === true;
}

/** What waits in the queues of those who are free, locked, the longest waiting first; of each queue only kinds of channel that somebody has a place for. */
async function waitingFor(tx: Tx, workspaceId: string, free: FreeOperator[]): Promise<WaitingConversation[]> {
  if (free.length === 0) return [];
  const { rows: channels } = await sql<{ id: string; kind: string }>`
    select id, kind from channel where workspace_id = ${workspaceId}`.execute(tx);
  const waiting: WaitingConversation[] = [];
  for (const queueId of new Set(free.flatMap(({ queues }) => queues))) {
    const members = free.filter(({ queues }) => queues.includes(queueId));
    const able = channels.filter(({ kind }) => members.some((one) => hasPlace(one, kind))).map(({ id }) => id);
    if (able.length > 0) waiting.push(...(await waitingIn(tx, workspaceId, queueId, able)));
  }
  return waiting.sort((a, b) => a.since.getTime() - b.since.getTime());
}

/** More are looked at than anybody could be offered, for some may be resting after a decline. */
const mostLookedAt = 100;

async function waitingIn(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  channelIds: string[],
): Promise<WaitingConversation[]> {
  const { rows } = await sql<Omit<WaitingConversation, 'passed'> & { passed: Passed[] }>`
    select c.id, c.queue_id, coalesce(c.waiting_since, c.last_at) as since,
      (select ch.kind from channel ch where ch.workspace_id = c.workspace_id and ch.id = c.channel_id) as kind,
      coalesce((
        select json_agg(json_build_object('by', h.to_id, 'how', h.state, 'at', h.answered_at) order by h.answered_at) from handover h
        where h.workspace_id = c.workspace_id and h.conversation_id = c.id and h.kind = 'offer' and h.state in ('declined', 'expired')
          and h.at > coalesce(c.accepted_at, '-infinity')), '[]') as passed
    from conversation c
    where c.workspace_id = ${workspaceId} and c.queue_id = ${queueId} and c.state = 'waiting' and c.merged_into is null
      and c.assignee_id is null and c.channel_id = any(${channelIds}::uuid[]) and not exists (
        select from handover h where h.workspace_id = c.workspace_id and h.conversation_id = c.id
          and h.state = 'asked' and h.kind in ('redirect', 'offer'))
    order by coalesce(c.waiting_since, c.last_at), c.id limit ${mostLookedAt} for no key update of c skip locked`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, passed: row.passed.map((pass) => ({ ...pass, at: new Date(pass.at) })) }));
}

type Passed = Omit<WaitingConversation['passed'][number], 'at'> & { at: string };

async function offer(
  tx: Tx,
  workspaceId: string,
  { id }: WaitingConversation,
  to: FreeOperator,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + offerSeconds * 1_000);
  const handover = { id: randomUUID(), conversationId: id, kind: 'offer' as const, fromId: null, toId: to.id };
  await tx
    .insertInto('handover')
    .values({ workspaceId, ...handover, toQueueId: null, note: null, reason: null, at: now, until, answeredAt: null })
    .execute();
  await giveLook(tx, workspaceId, id, to.id, until);
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  await announceDesk(tx, system, id);
}
