import { sql } from 'kysely';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import type { Axis, AxisItem, AxisKey } from './history-axis.ts';
import { mayReadRoot } from './may-read-root.ts';
import { placeOnAxis } from './place-on-axis.ts';
import { changesSaying } from './search-changes.ts';
import { probeQuery } from './search-probe.ts';

/** The most conversations of other cards that are looked through. */
const mostParticipating = 500;

/**
 * What a query hits on the axis of a card after a key, in the order of the axis (R-HIS-3): conversations and changes, at most `limit`. They are looked for in
 * the newest months, further and further back until the page is full: what is said in a conversation is said after its beginning, so back to some
 * moment the places of all that began since are known.
 */
export async function searchHistory(
  tx: Tx,
  actor: Actor,
  axis: Axis,
  query: string,
  after: AxisKey | null,
  limit: number,
): Promise<AxisItem[]> {
  const changes = await changesSaying(tx, actor, axis.family, query);
  for (let reach = limit; ; reach *= 4) {
    const { conversations, since } = await conversationsSaying(tx, actor, axis.family, query, after, reach);
    const found = { conversations: [...new Set([...conversations, ...changes.conversations])], changes: changes.alone };
    const items = await placeOnAxis(tx, actor, axis, found, after, limit);
    const known = items.filter(({ pinned, at }) => since === null || pinned || at >= since);
    if (since === null || known.length >= limit) return known;
  }
}

/**
 * The conversations, by the ids of their roots, in which something is said: the card's own ones, until at least so many that began after a key are found
 * (conversations_of_contacts_saying, migration 0019, says how), and of those saved with other cards in which its values are listed participants the
 * newest, by reading them.
 * @returns `since`: all that began since are known; null: all there are.
 */
async function conversationsSaying(
  tx: Tx,
  actor: Actor,
  family: number[],
  query: string,
  after: AxisKey | null,
  reach: number,
): Promise<{ conversations: string[]; since: Date | null }> {
  const { workspaceId } = actor;
  const begunBy = after && !after.pinned ? after.at : null;
  const { rows } = await sql<{ conversations: string[]; since: Date | null }>`
    with own as materialized (select conversations as ids, coalesce(since, '-infinity') as since from conversations_of_contacts_saying(
      ${searchQuery(query)}::tsquery, ${probeQuery(query)}::tsquery, ${family}::bigint[], ${begunBy}::timestamptz, ${reach}::int)),
    met as materialized (
      select p.conversation_id as id from identifier i
      join participant p on p.workspace_id = i.workspace_id and p.kind = i.kind and p.account = i.account and p.key = i.key
        and p.listed and p.role <> 'also'
      where i.workspace_id = ${workspaceId} and i.owner_id ${among(family)} and p.first_at >= (select since from own)
      except
      select c.id from conversation c where c.workspace_id = ${workspaceId} and c.contact_id ${among(family)} and c.first_at >= (select since from own)
    ), other as materialized (
      select c.id from met
      join conversation c on c.workspace_id = ${workspaceId} and c.id = met.id
      where coalesce(not (c.contact_id ${among(family)}), true) and ${mayReadRoot(actor)}
      order by c.first_at desc limit ${mostParticipating}
    )
    select array(select distinct c.root_id::text from conversation c where c.workspace_id = ${workspaceId} and ${mayReadRoot(actor)} and c.id = any(array(
        select unnest(ids) as id from own union select id from conversations_saying(${searchQuery(query)}::tsquery, array(select id from other)) id))) as conversations,
      (select nullif(since, '-infinity') from own) as since`.execute(tx);
  return rows[0] ?? { conversations: [], since: null };
}
