import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../operators/actor.ts';
import { mayRead } from '../operators/policy.ts';

/** What a history shows only (R-HIS-3). Filters of one kind are alternatives, different kinds all have to hold. */
export interface HistoryFilter {
  /** Kinds of channel. */
  channel?: unknown[] | undefined;
  /** When it stands on the axis: from, and before. */
  from?: string | undefined;
  to?: string | undefined;
  /** Who worked in it, or made the change. */
  operator?: string[] | undefined;
  tag?: string[] | undefined;
}

/** Whether the conversation `c` is meant. By who worked in it, and by its tags, only what the actor may read: the rest would be told by being found (R-HIS-5). */
export function conversationFits(
  actor: Actor,
  { channel, from, to, operator, tag }: HistoryFilter,
): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (channel?.length) {
    conditions.push(
      sql`c.channel_id in (select ch.id from channel ch where ch.workspace_id = c.workspace_id and ch.kind = any(${channel}::text[]))`,
    );
  }
  if (from) conditions.push(sql`c.first_at >= ${from}::timestamptz`);
  if (to) conditions.push(sql`c.first_at < ${to}::timestamptz`);
  if (operator?.length || tag?.length) conditions.push(mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id')));
  if (operator?.length) {
    conditions.push(sql`(c.assignee_id = any(${operator}::uuid[]) or c.id in (select t.conversation_id from conversation_operator t
      where t.workspace_id = ${actor.workspaceId} and t.operator_id = any(${operator}::uuid[]) and t.until is null))`);
  }
  if (tag?.length) conditions.push(sql`c.tags && ${tag}::text[]`);
  return sql.join(conditions, sql` and `);
}

/** Whether a history so filtered has changes at all: they are on no channel and have no tag. */
export function showsChanges({ channel, tag }: HistoryFilter): boolean {
  return !channel?.length && !tag?.length;
}

/** Whether the change `ch` is meant. */
export function changeFits({ from, to, operator }: HistoryFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (from) conditions.push(sql`ch.at >= ${from}::timestamptz`);
  if (to) conditions.push(sql`ch.at < ${to}::timestamptz`);
  if (operator?.length)
    conditions.push(sql`ch.actor ->> 'type' = 'operator' and ch.actor ->> 'id' = any(${operator}::text[])`);
  return sql.join(conditions, sql` and `);
}
