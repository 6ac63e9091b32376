import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { ConversationRow } from '#contract/conversation.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, must } from '../operators/policy.ts';
import { conversationRows } from './conversation-row.ts';
import { KeyTime, readCursor, writeCursor } from './page-key.ts';

/** What is asked of the list; api.conversations.list describes it. */
export interface ConversationFilter {
  cursor?: string | undefined;
  limit: number;
  state?: unknown[] | undefined;
  channel?: unknown[] | undefined;
  client?: 'known' | 'unknown' | undefined;
  contact?: number | undefined;
}

const Key = z.tuple([KeyTime, z.uuid()]);

/** The conversations that the actor may read, newest words first, a page at a time. Merged ones stand under their target. */
export async function listConversations(
  tx: Tx,
  actor: Actor,
  filter: ConversationFilter,
): Promise<{ items: ConversationRow[]; nextCursor: string | null }> {
  must(actor, 'seeConversations');
  const after = readCursor(filter.cursor, Key);
  const conditions = sql.join(
    [...filterConditions(actor, filter), ...(after ? [sql`(c.last_at, c.id) < (${after[0]}, ${after[1]}::uuid)`] : [])],
    sql` and `,
  );
  const chosen = filter.contact ? ofContact(actor, filter, conditions) : ofQueues(actor, filter, conditions);
  const found = await conversationRows(tx, actor, chosen);
  const items = found.slice(0, filter.limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > items.length && last ? writeCursor([last.lastAt, last.id]) : null };
}

/** What every branch asks of the conversation `c`. */
function filterConditions(actor: Actor, filter: ConversationFilter): RawBuilder<unknown>[] {
  const conditions = [sql`c.workspace_id = ${actor.workspaceId}`, sql`c.merged_into is null`];
  if (filter.channel?.length) {
    conditions.push(sql`c.channel_id = any(array(
      select ch.id from channel ch where ch.workspace_id = ${actor.workspaceId} and ch.kind = any(${filter.channel}::text[])))`);
  }
  if (filter.client === 'known') conditions.push(sql`c.contact_id is not null`);
  if (filter.client === 'unknown') conditions.push(sql`c.contact_id is null`);
  return conditions;
}

/**
 * Walks the index conversation_by_queue once per readable queue and state, each no further than a page, and merges: neither a state that is
 * rare nor a queue that is quiet makes it read what it does not answer. Those one took part in stand in other queues and are few.
 */
function ofQueues(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  const states = filter.state?.length ? filter.state : ['waiting', 'open', 'closed'];
  const page = sql`order by c.last_at desc, c.id desc limit ${filter.limit + 1}`;
  const nobody = sql`null::uuid`;
  const tookPart = sql`
    union
    (select c.id, c.last_at from conversation_operator mine
    join conversation c on c.workspace_id = mine.workspace_id and c.id = mine.conversation_id
    where mine.workspace_id = ${actor.workspaceId} and mine.operator_id = ${actor.id}
      and c.state = any(${states}::text[]) and ${conditions}
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    ${page})`;
  return sql`
    select c.id from (
      (select c.id, c.last_at
      from queue q cross join unnest(${states}::text[]) asked(state)
      cross join lateral (
        select c.id, c.last_at from conversation c
        where c.queue_id = q.id and c.state = asked.state and ${conditions} ${page}
      ) c
      where q.workspace_id = ${actor.workspaceId} and ${mayRead(actor, sql.ref('q.id'), nobody)}
      ${page})
      ${actor.type === 'operator' ? tookPart : sql``}
    ) c ${page}`;
}

/** The conversations of one card and of those merged into it. */
function ofContact(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  const inState = filter.state?.length ? sql`c.state = any(${filter.state}::text[])` : sql`true`;
  return sql`
    select c.id from conversation c
    where c.contact_id = any(array(
        select f.id from contact asked join contact f on f.workspace_id = asked.workspace_id and f.survivor_id = asked.survivor_id
        where asked.workspace_id = ${actor.workspaceId} and asked.id = ${filter.contact}))
      and ${conditions} and ${inState} and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by c.last_at desc, c.id desc limit ${filter.limit + 1}`;
}
