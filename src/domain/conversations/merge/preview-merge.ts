import { sql } from 'kysely';
import type { ConversationMergePreview } from '#contract/conversation-merge.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { conversationRows } from '../conversation-row.ts';
import { type RootConversation, rootOf } from '../root-of.ts';
import { heirTo, operatorsToJoin } from './joining-operators.ts';
import { whyUnfit } from './merge-conversations.ts';

/** So many entries show how they will read. */
const shown = 5;

/**
 * How two conversations would read as one (R-HIS-8), and what follows of it: where answers go, who joins, what comes along, who reads it. Changes nothing.
 * @param input `id`: the one that is kept.
 * @throws NOT_FOUND for one that the actor may not see.
 */
export async function previewMerge(
  tx: Tx,
  actor: Actor,
  { id, other: otherId }: { id: string; other: string },
): Promise<ConversationMergePreview> {
  must(actor, 'editConversations');
  const root = await rootOf(tx, actor, id);
  const other = await rootOf(tx, actor, otherId);
  const [kept, theirs] = [await sideOf(tx, actor, root.id), await sideOf(tx, actor, other.id)];
  const pair = { conversationId: root.id, other: other.id };
  const keeper = kept.assigneeId ?? (await heirTo(tx, actor.workspaceId, pair));
  const joining = await operatorsToJoin(tx, actor.workspaceId, { ...pair, keeper });
  return {
    kept: kept.side,
    other: theirs.side,
    reason: await whyUnfit(tx, actor, root, other),
    entries: await firstEntries(tx, actor.workspaceId, root, other),
    total: kept.side.entries + theirs.side.entries,
    answersOn: await answersOn(tx, actor.workspaceId, root, other),
    joining: joining.map(({ id: operatorId, name }) => ({ id: operatorId, name })),
    tags: theirs.tags.filter((tag) => !kept.tags.includes(tag)),
    parameters: Object.keys(theirs.parameters).filter((name) => !(name in kept.parameters)),
    keptParameters: Object.entries(kept.parameters)
      .filter(([name, value]) => name in theirs.parameters && theirs.parameters[name] !== value)
      .map(([name, value]) => ({ name, value: String(value) })),
    readers: kept.readers,
    noLongerReadIn: kept.side.queue.id === theirs.side.queue.id ? null : theirs.side.queue.name,
  };
}

async function sideOf(tx: Tx, actor: Actor, id: string) {
  const [row] = await conversationRows(tx, actor, sql`select ${id}::uuid as id`);
  const { rows } = await sql<{
    parameters: Record<string, unknown>;
    readers: ConversationMergePreview['readers'];
    operators: { id: string; name: string }[];
  }>`
    select c.parameters, q.readers, coalesce((
      select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.id is distinct from c.assignee_id, o.name, o.id) from operator o
      where o.workspace_id = c.workspace_id and (o.id = c.assignee_id or exists (select from conversation_operator t
        where t.workspace_id = o.workspace_id and t.operator_id = o.id and t.conversation_id = c.id and t.until is null))), '[]') as operators
    from conversation c join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id}`.execute(tx);
  const more = rows[0];
  if (!row || !more) throw notFound('conversation');
  const { channel, queue, state, subject, topic, firstAt, entries } = row;
  return {
    side: { id, channel, queue, state, subject, topic, firstAt, entries, operators: more.operators },
    assigneeId: row.assignee?.id ?? null,
    tags: row.tags,
    parameters: more.parameters,
    readers: more.readers,
  };
}

/** Each conversation's own first words, put together: neither is read further than what is shown. */
async function firstEntries(
  tx: Tx,
  workspaceId: string,
  root: RootConversation,
  other: RootConversation,
): Promise<ConversationMergePreview['entries']> {
  const ofOne = ({ conversationIds, firstAt, lastAt }: RootConversation, from: string) => sql`(
    select e.id, e.at, e.place, ${from}::text as "from", ch.kind as channel, e.direction, e.sender ->> 'name' as name,
      left(left(e.text, coalesce((e.body ->> 'newLength')::int, 2000)), 200) as text
    from entry e
    join conversation c on c.workspace_id = e.workspace_id and c.id = e.conversation_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    where e.workspace_id = ${workspaceId} and e.conversation_id = any(${conversationIds}::uuid[]) and e.at >= ${firstAt} and e.at <= ${lastAt}
      and e.kind in ('message', 'call', 'post')
    order by e.at, e.place, e.id limit ${shown})`;
  const { rows } = await sql<Omit<ConversationMergePreview['entries'][number], 'at'> & { at: Date; place: string }>`
    select * from (${ofOne(root, 'kept')} union all ${ofOne(other, 'other')}) e order by at, place, id limit ${shown}`.execute(
    tx,
  );
  return rows.map(({ at, place: _, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Where the client wrote last; where they wrote nothing, where the kept one is. */
async function answersOn(
  tx: Tx,
  workspaceId: string,
  root: RootConversation,
  other: RootConversation,
): Promise<ConversationMergePreview['answersOn']> {
  const ids = [...root.conversationIds, ...other.conversationIds];
  const { rows } = await sql<ConversationMergePreview['answersOn']>`
    select ch.id, ch.kind, ch.name from conversation c join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    left join lateral (select e.at from entry e where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= c.first_at
      and e.at <= greatest(c.last_at, c.told_at) and e.direction = 'in' and e.kind <> 'note' order by e.at desc limit 1) said on true
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])
    order by said.at desc nulls last, c.id <> ${root.id} limit 1`.execute(tx);
  if (!rows[0]) throw notFound('conversation');
  return rows[0];
}
