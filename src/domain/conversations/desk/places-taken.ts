import { type RawBuilder, sql } from 'kysely';

/**
 * Whether the conversation `c`, of the channel `ch`, takes one of its operator's places (R-DSK-1): one of chat or telephony while it is open, one of
 * messaging or mail while the client waits for an answer. What is said by itself answers nobody.
 */
export const takesPlace = sql<boolean>`(c.state = 'open' and c.merged_into is null
  and (ch.kind in ('webchat', 'phone') or c.waiting_since is not null))`;

/** How many there are: the operator's own, else the workspace's. `capacity`: the operator's column. */
export function placesOf(capacity: RawBuilder<unknown>, ofWorkspace: number): RawBuilder<number> {
  return sql<number>`coalesce((${capacity} ->> 'places')::int, ${ofWorkspace}::int)`;
}
