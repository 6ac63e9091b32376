import { type RawBuilder, sql } from 'kysely';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { firstAnswer } from '../conversations/first-answer.ts';
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

/** What a message does to the desk's part of its conversation, as far as that is known without the conversation. */
export interface DeskShape {
  /** From the client. */
  isIn: boolean;
  /** `stateAfter`. */
  state: 'waiting' | 'open' | null;
  /** Somebody picks up a call: `waited` is told with it, or follows from since when the client waits. */
  picked: 'told' | 'counted' | null;
  /** The conversation may be closed and have somebody: else nobody's readiness is asked for. */
  mayGoBack: boolean;
}

/** Its values: the time of the message, and how many seconds the client of a call waited. */
type DeskValues = Record<'at' | 'waited', RawBuilder<unknown>>;

/**
 * What a message, `m` with its time and place, changes of the desk's part of the running conversation `c`: its state, who has it, since when the client waits, what is unread. The
 * client's message opens a closed one again, for who had it if they are ready, else for the queue; an answer from elsewhere does not (R-DSK-2).
 * @param isLatest whether the message is the latest one of `c`.
 */
export function deskAfter(
  { isIn, state, picked, mayGoBack }: DeskShape,
  value: DeskValues,
  isLatest: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (!isIn) {
    const next =
      state === null
        ? sql`c.state`
        : sql`case when not ${isLatest} or c.ended_at is not null then c.state else 'open' end`;
    return sql`state = ${next}, ${firstAnswer(value.at, isLatest)}, waiting_since = case when ${isLatest} then null else c.waiting_since end`;
  }
  const isLastIn = sql`(m.at, m.place) >= (coalesce(c.last_in_at, '-infinity'), c.last_in_place)`;
  const words = sql`last_in_at = case when ${isLastIn} then m.at else c.last_in_at end,
    last_in_place = case when ${isLastIn} then m.place else c.last_in_place end`;
  if (state === null) return words;
  const hasOne = sql`(c.assignee_id is not null and (c.state <> 'closed' or ${mayGoBack ? isReady : sql`false`}))`;
  const opens = sql`${isLatest} and c.state = 'closed'`;
  const told = sql`, answered_at = coalesce(c.answered_at, m.at), waited = coalesce(c.waited, ${value.waited})`;
  const answer = picked === 'told' ? told : picked === 'counted' ? sql`, ${firstAnswer(value.at)}` : sql``;
  return sql`${words}${answer},
    state = case when not ${isLatest} then c.state when ${hasOne} then 'open' else 'waiting' end,
    assignee_id = case when ${opens} and not ${hasOne} then null else c.assignee_id end,
    waiting_since = case when ${isLatest} then coalesce(c.waiting_since, m.at) else c.waiting_since end,
    ended_at = case when ${opens} then null else c.ended_at end, ended_by = case when ${opens} then null else c.ended_by end,
    result = case when ${opens} then null else c.result end, wrapping_since = case when ${opens} then null else c.wrapping_since end,
    wrapping_id = case when ${opens} then null else c.wrapping_id end, wrapping_until = case when ${opens} then null else c.wrapping_until end`;
}

/** How many seconds the client of a call waited that somebody picked up, where its event says so. */
export function pickedUp({ item }: ReceivedMessage): { waited: number } | null {
  if (item.direction !== 'in' || item.call?.waited === undefined || unanswered.has(item.call.state)) return null;
  return { waited: Math.round(item.call.waited) };
}

const unanswered = new Set<string>(['queued', 'ringing', 'missed', 'abandoned', 'busy', 'noAnswer', 'voicemail']);

/** Somebody picks up the call that rings: how their client's waiting is known; null where nobody does. */
export function howPickedUp(message: ReceivedMessage): DeskShape['picked'] {
  if (pickedUp(message)) return 'told';
  return message.item.call?.state === 'answered' ? 'counted' : null;
}

/** Whether who had the closed conversation `c` may have it again at once: they are ready, and their queue is not hidden from them since. */
const isReady = sql`exists (
  select from operator o
  join operator_presence p on p.workspace_id = o.workspace_id and p.operator_id = o.id and p.state = 'ready'
  join queue q on q.workspace_id = o.workspace_id and q.id = c.queue_id
  where o.workspace_id = c.workspace_id and o.id = c.assignee_id and o.removed_at is null and (
    q.readers <> 'hidden' or o.role = 'administrator' or exists (
      select from queue_member m where m.workspace_id = o.workspace_id and m.queue_id = q.id and m.operator_id = o.id)))`;

/** Whether a message `m` that came late says that the client waits since another time than `c` has it, which it then takes its entries to know. */
export function isWaitingInDoubt({ isIn, state }: Pick<DeskShape, 'isIn' | 'state'>): RawBuilder<unknown> {
  if (isIn && state === null) return sql`false`;
  return sql`(c.waiting_since is not null and (c.last_at, c.last_place) > (m.at, m.place)
    and ${isIn ? sql`m.at < c.waiting_since` : sql`m.at >= c.waiting_since`})`;
}
