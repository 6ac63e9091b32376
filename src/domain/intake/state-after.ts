import { type RawBuilder, sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Delivery } from './claim-delivery.ts';
import type { LoadedChannel } from './load-channel.ts';
import { silentSince } from './silence.ts';

/** What the newest message makes of its conversation; null: it is over, or stays as it is. */
export function stateAfter(
  channel: LoadedChannel,
  { item }: ReceivedMessage,
  { at }: Pick<Delivery, 'at'>,
): 'waiting' | 'open' | null {
  if (at < silentSince(channel)) return null;
  return item.direction === 'in' ? 'waiting' : 'open';
}

/**
 * What a message changes of the desk's part of the running conversation `c`: its state, who has it, since when the client waits, what is unread. The
 * client's message opens a closed one again, for who had it; an answer from elsewhere does not.
 * @param isLatest whether the message is the latest one of `c`.
 */
export function deskAfter(
  channel: LoadedChannel,
  message: ReceivedMessage,
  { at, place }: Delivery,
  isLatest: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const state = stateAfter(channel, message, { at });
  if (message.item.direction === 'out') {
    const next =
      state === null
        ? sql`c.state`
        : sql`case when not ${isLatest} or c.ended_at is not null then c.state else ${state} end`;
    return sql`state = ${next}, waiting_since = case when ${isLatest} then null else c.waiting_since end`;
  }
  const isLastIn = sql`(${at}::timestamptz, ${place}::text collate "C") >= (coalesce(c.last_in_at, '-infinity'), c.last_in_place)`;
  const words = sql`last_in_at = case when ${isLastIn} then ${at} else c.last_in_at end,
    last_in_place = case when ${isLastIn} then ${place} else c.last_in_place end`;
  if (state === null) return words;
  const hasOne = sql`(c.assignee_id is not null and (c.state <> 'closed' or exists (
    select from operator o where o.workspace_id = c.workspace_id and o.id = c.assignee_id and o.removed_at is null)))`;
  const opens = sql`${isLatest} and c.state = 'closed'`;
  return sql`${words},
    state = case when not ${isLatest} then c.state when ${hasOne} then 'open' else ${state} end,
    assignee_id = case when ${opens} and not ${hasOne} then null else c.assignee_id end,
    waiting_since = case when ${isLatest} then coalesce(c.waiting_since, ${at}) else c.waiting_since end,
    ended_at = case when ${opens} then null else c.ended_at end, ended_by = case when ${opens} then null else c.ended_by end,
    result = case when ${opens} then null else c.result end`;
}

/** Whether a message that came late says that the client waits since another time than `c` has it, which it then takes its entries to know. */
export function isWaitingInDoubt(
  channel: LoadedChannel,
  message: ReceivedMessage,
  { at, place }: Delivery,
): RawBuilder<boolean> {
  const isIn = message.item.direction === 'in';
  if (isIn && at < silentSince(channel)) return sql<boolean>`false`;
  return sql<boolean>`(c.waiting_since is not null and (c.last_at, c.last_place) > (${at}::timestamptz, ${place}::text collate "C")
    and ${isIn ? sql`${at} < c.waiting_since` : sql`${at} >= c.waiting_since`})`;
}
