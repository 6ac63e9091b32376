import { type RawBuilder, sql } from 'kysely';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import type { Axis, AxisItem, AxisKey } from './history-axis.ts';
import { mayReadRoot } from './may-read-root.ts';
import { placeOnAxis } from './place-on-axis.ts';
import { changesSaying } from './search-changes.ts';
import { probeQuery } from './search-probe.ts';

/** The most hits that are gathered from all of a history at once, and the most conversations of other cards that are looked through. */
const few = { hits: 3_000, participating: 500 };

/**
 * What a query hits on the axis of a card after a key, in the order of the axis (R-HIS-3): conversations and changes, at most `limit`. What few say is gathered
 * from all of the history by the index of words. Common words are looked for in its newest conversations, further and further back until the page is
 * full: what is said in a conversation is said after its beginning, so back to some moment the places of all that began since are known.
 */
export async function searchHistory(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  query: string,
  after: AxisKey | null,
  limit: number,
): Promise<AxisItem[]> {
  const { family } = axis;
  const changes = await changesSaying(tx, actor, family, query);
  const placed = (conversations: string[]) => {
    const found = { conversations: [...new Set([...conversations, ...changes.conversations])], changes: changes.alone };
    return placeOnAxis(tx, actor, axis, found, after, limit);
  };
  const gathered = await conversationsSaying(tx, actor, family, query, byIndex(actor, family, query), null);
  if (gathered) return placed(gathered);
  for (let reach = 2 * limit; ; reach *= 4) {
    const from = await beginningOf(tx, actor, family, after, reach);
    const read = byReading(actor, family, query, after, from);
    const items = await placed((await conversationsSaying(tx, actor, family, query, read, from)) ?? []);
    const known = items.filter(({ pinned, at }) => from === null || pinned || at >= from);
    if (from === null || known.length >= limit) return known;
  }
}

/** When the first of so many of the card's conversations after a key began, and of all that are open, which stand above the others; null: there are no more than those. */
async function beginningOf(
  tx: Tx,
  { workspaceId }: Actor,
  family: number[],
  after: AxisKey | null,
  reach: number,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select least(nth.first_at, (select min(c.first_at) from conversation c
      where c.workspace_id = ${workspaceId} and c.contact_id is not null and c.contact_id = any(${family}::bigint[]) and c.state <> 'closed')) as at
    from (
      select c.first_at from unnest(${family}::bigint[]) card(id) cross join lateral (
        select c.first_at from conversation c where c.workspace_id = ${workspaceId} and c.contact_id = card.id and ${notAbove(after)}
        order by c.first_at desc limit ${reach}) c
      order by c.first_at desc offset ${reach - 1} limit 1) nth`.execute(tx);
  return rows[0]?.at ?? null;
}

function notAbove(after: AxisKey | null): RawBuilder<unknown> {
  return after && !after.pinned ? sql`c.first_at <= ${after.at}` : sql`true`;
}

/** The card's own conversations in which something is said, by the index; null where it is too common for that, or too many say it. */
function byIndex({ workspaceId }: Actor, family: number[], query: string): RawBuilder<unknown> {
  return sql`select conversation_id as id from entries_of_contacts_saying(${searchQuery(query)}::tsquery, ${probeQuery(query)}::tsquery, ${family}::bigint[], (
    select min(c.first_at) from unnest(${family}::bigint[]) card(id) cross join lateral (
      select c.first_at from conversation c where c.workspace_id = ${workspaceId} and c.contact_id = card.id order by c.first_at limit 1) c), ${few.hits + 1})`;
}

/** The same by reading those that began between a moment and the key, each up to its first hit. */
function byReading(
  { workspaceId }: Actor,
  family: number[],
  query: string,
  after: AxisKey | null,
  from: Date | null,
): RawBuilder<unknown> {
  return sql`select id from conversations_saying(${searchQuery(query)}::tsquery, array(select c.id from conversation c
    where c.workspace_id = ${workspaceId} and c.contact_id = any(${family}::bigint[]) and ${since(from, 'c.first_at')} and ${notAbove(after)})) id`;
}

function since(from: Date | null, column: string): RawBuilder<unknown> {
  return from ? sql`${sql.ref(column)} >= ${from}` : sql`true`;
}

/**
 * The conversations, by the ids of their roots, in which something is said: the card's own ones, and of those saved with other cards in which its values are
 * listed participants since a moment the newest, by reading them.
 * @param own a query of the card's own ones by `id`.
 * @returns null where that gave up, or found too many hits to be gathered.
 */
async function conversationsSaying(
  tx: Tx,
  actor: Actor,
  family: number[],
  query: string,
  own: RawBuilder<unknown>,
  from: Date | null,
): Promise<string[] | null> {
  const { workspaceId } = actor;
  const { rows } = await sql<{ conversations: string[] | null }>`
    with own as materialized (${own}),
    met as materialized (
      select p.conversation_id as id from identifier i
      join participant p on p.workspace_id = i.workspace_id and p.kind = i.kind and p.account = i.account and p.key = i.key
        and p.listed and p.role <> 'also'
      where i.workspace_id = ${workspaceId} and i.owner_id = any(${family}::bigint[]) and ${since(from, 'p.first_at')}
      except
      select c.id from conversation c where c.workspace_id = ${workspaceId} and c.contact_id = any(${family}::bigint[]) and ${since(from, 'c.first_at')}
    ), other as materialized (
      select c.id from met
      join conversation c on c.workspace_id = ${workspaceId} and c.id = met.id
      where coalesce(c.contact_id <> all(${family}::bigint[]), true) and ${mayReadRoot(actor)}
      order by c.first_at desc limit ${few.participating}
    )
    select case when not exists (select from own where id is null) and (select count(*) from own) <= ${few.hits} then array(
      select distinct c.root_id::text from conversation c where c.workspace_id = ${workspaceId} and ${mayReadRoot(actor)} and c.id = any(array(
        select id from own union select id from conversations_saying(${searchQuery(query)}::tsquery, array(select id from other)) id))) end as conversations`.execute(
    tx,
  );
  return rows[0]?.conversations ?? null;
}
