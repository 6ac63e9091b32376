import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { ConversationRow } from '#contract/conversation.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, must } from '../operators/policy.ts';
import { conversationRows } from './conversation-row.ts';
import { mine, ownQueues, waitsSince } from './desk/chosen-by-view.ts';
import { KeyTime, readCursor, writeCursor } from './page-key.ts';
import { taggedConversations } from './tagged-conversations.ts';

/** What is asked of the list; api.conversations.list describes it. */
export interface ConversationFilter {
  cursor?: string | undefined;
  limit: number;
  state?: unknown[] | undefined;
  channel?: unknown[] | undefined;
  client?: 'known' | 'unknown' | undefined;
  contact?: number | undefined;
  view?: 'mine' | 'waiting' | 'all' | undefined;
  queue?: unknown[] | undefined;
  tag?: unknown[] | undefined;
  operator?: unknown[] | undefined;
  among?: unknown[] | undefined;
  keptOut?: 'blocked' | 'spam' | 'any' | undefined;
}

const Key = z.tuple([KeyTime, z.uuid()]);
const WaitingKey = z.tuple([z.literal('waiting'), KeyTime, z.uuid()]);

/**
 * The conversations of a view (R-DSK-1) that the actor may read, a page at a time: newest words first, of Waiting the longest waiting first. Merged
 * ones stand under their target.
 */
export async function listConversations(
  tx: Tx,
  actor: Actor,
  filter: ConversationFilter,
): Promise<{ items: ConversationRow[]; nextCursor: string | null }> {
  must(actor, 'seeConversations');
  if (filter.view === 'waiting' && !filter.contact && !filter.keptOut) return listWaiting(tx, actor, filter);
  const after = readCursor(filter.cursor, Key);
  const conditions = sql.join(
    [...filterConditions(actor, filter), ...(after ? [sql`(c.last_at, c.id) < (${after[0]}, ${after[1]}::uuid)`] : [])],
    sql` and `,
  );
  const ofAll = filter.operator?.length ? ofOperators : ofQueues;
  const ofView = filter.keptOut ? ofKeptOut : filter.view === 'mine' ? ofMine : ofAll;
  const chosen = filter.contact ? ofContact(actor, filter, conditions) : ofView(actor, filter, conditions);
  const before = after ? after[0] : null;
  const isAsked = sql`${conditions} and ${inStates(filter)}`;
  const tagged = isByTag(filter)
    ? await taggedConversations(tx, actor, { tags: filter.tag as string[], isAsked, before, need: filter.limit + 1 })
    : null;
  const found = await conversationRows(tx, actor, tagged ? sql`select unnest(${tagged}::uuid[]) as id` : chosen);
  const items = found.slice(0, filter.limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > items.length && last ? writeCursor([last.lastAt, last.id]) : null };
}

/** Whether a list is best found by its tags: not where what runs, somebody's or what is kept out is asked for, which is less. */
function isByTag({ tag, state, contact, view, operator, among, keptOut }: ConversationFilter): boolean {
  const isLess = contact || view === 'mine' || operator?.length || among?.length || keptOut;
  return Boolean(tag?.length) && !isLess && (!state?.length || state.includes('closed'));
}

async function listWaiting(tx: Tx, actor: Actor, filter: ConversationFilter) {
  const after = readCursor(filter.cursor, WaitingKey);
  const isAfter = after ? [sql`(${waitsSince}, c.id) > (${after[1]}, ${after[2]}::uuid)`] : [];
  const conditions = sql.join([...filterConditions(actor, filter), inStates(filter), ...isAfter], sql` and `);
  const page = sql`order by ${waitsSince}, c.id ${soMany(filter)}`;
  const chosen = sql`
    select c.id from (${ownQueues(actor)}) q cross join lateral (
      select c.id, c.waiting_since, c.last_at from conversation c
      where c.queue_id = q.id and c.state = 'waiting' and ${conditions} ${page}) c ${page}`;
  const found = await conversationRows(tx, actor, chosen, sql`${waitsSince}, c.id`);
  const items = found.slice(0, filter.limit);
  const last = items.at(-1);
  const nextCursor =
    found.length > items.length && last ? writeCursor(['waiting', last.waitingSince ?? last.lastAt, last.id]) : null;
  return { items, nextCursor };
}

/** A page and one more. Behind `select`, for one plan to serve whatever the length: else each of these large statements would be planned anew each time. */
function soMany({ limit }: ConversationFilter): RawBuilder<unknown> {
  return sql`limit (select ${limit + 1}::int)`;
}

function inStates({ state }: ConversationFilter): RawBuilder<unknown> {
  return state?.length ? sql`c.state = any(${state}::text[])` : sql`true`;
}

/** What is at one's own desk is little: it is gathered whole. */
function ofMine(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select c.id from (${mine(actor)}) own join conversation c on c.workspace_id = ${actor.workspaceId} and c.id = own.id
    where ${conditions} and ${inStates(filter)} order by c.last_at desc, c.id desc ${soMany(filter)}`;
}

/** What every branch asks of the conversation `c`. */
function filterConditions(actor: Actor, filter: ConversationFilter): RawBuilder<unknown>[] {
  const conditions = [sql`c.workspace_id = ${actor.workspaceId}`, sql`c.merged_into is null`];
  if (filter.channel?.length) {
    conditions.push(sql`c.channel_id = any(array(
      select ch.id from channel ch where ch.workspace_id = ${actor.workspaceId} and ch.kind = any(${filter.channel}::text[])))`);
  }
  if (filter.queue?.length) conditions.push(sql`c.queue_id = any(${filter.queue}::uuid[])`);
  if (filter.among?.length) conditions.push(sql`c.id = any(${filter.among}::uuid[])`);
  if (filter.tag?.length) conditions.push(sql`c.tags && ${filter.tag}::text[]`);
  if (filter.operator?.length) conditions.push(sql`c.assignee_id = any(${filter.operator}::uuid[])`);
  if (filter.client === 'known') conditions.push(sql`c.contact_id is not null`);
  if (filter.client === 'unknown') conditions.push(sql`c.contact_id is null`);
  // what is kept out is over, and shown where it is asked for, or on its card (R-DSK-5)
  if (!filter.keptOut && !filter.contact) conditions.push(sql`(c.kept_out is null or c.state <> 'closed')`);
  else if (filter.keptOut === 'any') conditions.push(sql`c.kept_out is not null`);
  else if (filter.keptOut) conditions.push(sql`c.kept_out = ${filter.keptOut}`);
  return conditions;
}

/**
 * Walks the index conversation_by_queue once per readable queue and state, each no further than a page, and merges: neither a state that is
 * rare nor a queue that is quiet makes it read what it does not answer. Those one took part in stand in other queues and are few.
 */
function ofQueues(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  const states = filter.state?.length ? filter.state : ['waiting', 'open', 'closed'];
  const page = sql`order by c.last_at desc, c.id desc ${soMany(filter)}`;
  const nobody = null; // by the queue alone
  const ofAsked = filter.queue?.length ? sql`q.id = any(${filter.queue}::uuid[])` : sql`true`;
  const tookPart = sql`
    union
    (select c.id, c.last_at from conversation_operator mine
    join conversation c on c.workspace_id = mine.workspace_id and c.id = mine.conversation_id
    where mine.workspace_id = ${actor.workspaceId} and mine.operator_id = ${actor.id}
      and mine.queue_id in (select q.id from queue q where q.workspace_id = ${actor.workspaceId} and (${mayRead(actor, sql.ref('q.id'), nobody)}) is not true)
      and c.state = any(${states}::text[]) and ${conditions}
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    ${page})`;
  return sql`
    select c.id from (
      (select c.id, c.last_at
      from queue q cross join unnest((select ${states}::text[])) asked(state)
      cross join lateral (
        select c.id, c.last_at from conversation c
        where c.queue_id = q.id and c.state = asked.state and ${conditions} ${page}
      ) c
      where q.workspace_id = ${actor.workspaceId} and ${ofAsked} and ${mayRead(actor, sql.ref('q.id'), nobody)}
      ${page})
      ${actor.type === 'operator' ? tookPart : sql``}
    ) c ${page}`;
}

/** What operators have and had: walks the index of each, for those that run and those that are closed, no further than a page. */
function ofOperators(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  const page = sql`order by c.last_at desc, c.id desc ${soMany(filter)}`;
  const readable = mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'));
  const those = (state: RawBuilder<unknown>) => sql`
    (select c.id, c.last_at from unnest(${filter.operator}::uuid[]) asked(id) cross join lateral (
      select c.id, c.last_at from conversation c
      where c.assignee_id = asked.id and ${state} and ${conditions} and ${inStates(filter)} and ${readable} ${page}) c ${page})`;
  return sql`
    select c.id from (${those(sql`c.state <> 'closed'`)} union ${those(sql`c.state = 'closed'`)}) c ${page}`;
}

/** What is kept out, which is little: by an index of its own, and not queue by queue. */
function ofKeptOut(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select c.id from conversation c
    where c.kept_out is not null and ${conditions} and ${inStates(filter)} and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by c.last_at desc, c.id desc ${soMany(filter)}`;
}

/** The conversations of one card and of those merged into it. */
function ofContact(actor: Actor, filter: ConversationFilter, conditions: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select c.id from conversation c
    where c.contact_id = any(array(
        select f.id from contact asked join contact f on f.workspace_id = asked.workspace_id and f.survivor_id = asked.survivor_id
        where asked.workspace_id = ${actor.workspaceId} and asked.id = ${filter.contact}))
      and ${conditions} and ${inStates(filter)} and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
    order by c.last_at desc, c.id desc ${soMany(filter)}`;
}
