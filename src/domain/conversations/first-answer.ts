import { type RawBuilder, sql } from 'kysely';

/**
 * Sets when the client of the conversation `c` was answered for the first time, and how many seconds they had waited: once, for the waiting that
 * stands in the row before the update.
 * @param at when the answer was given.
 * @param counts whether it is an answer to that waiting.
 */
export function firstAnswer(
  at: Date | RawBuilder<unknown>,
  counts: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  const isFirst = sql`c.answered_at is null and c.waiting_since is not null and ${at}::timestamptz >= c.waiting_since and ${counts}`;
  return sql`answered_at = case when ${isFirst} then ${at}::timestamptz else c.answered_at end,
    waited = case when ${isFirst} then round(extract(epoch from ${at}::timestamptz - c.waiting_since))::int else c.waited end`;
}

/** The answer of this time did not reach the client: the first one is still to come. */
export function noFirstAnswer(at: Date): RawBuilder<unknown> {
  return sql`waited = case when c.answered_at = ${at}::timestamptz then null else c.waited end,
    answered_at = case when c.answered_at = ${at}::timestamptz then null else c.answered_at end`;
}
