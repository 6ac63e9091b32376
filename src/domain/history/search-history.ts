import { sql } from 'kysely';
import { searchQuery } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import type { Axis, AxisItem, AxisKey } from './history-axis.ts';
import { mayReadRoot } from './may-read-root.ts';
import { inPlace, placeOnAxis, placesOf } from './place-on-axis.ts';
import { changesSaying } from './search-changes.ts';
import { cardProbe } from './search-probe.ts';

/** The most conversations of other cards that are looked through. */
const mostParticipating = 500;

/** What is looked for on the axis of a card: what a query hits after a key, at most `limit` places. */
export interface Searched {
  axis: Axis;
  query: string;
  after: AxisKey | null;
  limit: number;
}

/** What was found at first: conversations in their places, and what the changes of the card say. */
export interface FirstHits {
  changes: { alone: string[]; conversations: string[] };
  said: Said;
}

/** `since`: all that began since are known; null: all there are. */
interface Said {
  items: AxisItem[];
  since: Date | null;
}

/** The first look, all asked at once: where a page is full with it, the only one. */
export async function firstHits(tx: Tx, actor: Actor, searched: Searched): Promise<FirstHits> {
  const [changes, said] = await together([
    changesSaying(tx, actor, searched.axis.family, searched.query),
    conversationsSaying(tx, actor, searched),
  ]);
  return { changes, said };
}

/**
 * What a query hits on the axis of a card, in the order of the axis (R-HIS-3): conversations and changes. They are looked for in the newest months, further
 * and further back until the page is full: what is said in a conversation is said after its beginning, so back to some moment the places of all that
 * began since are known.
 */
export async function searchHistory(
  tx: Tx,
  actor: Actor,
  searched: Searched,
  { changes, said: first }: FirstHits,
): Promise<AxisItem[]> {
  const { axis, after, limit } = searched;
  const ofChanges = await placeOnAxis(tx, actor, axis, {
    conversations: changes.conversations,
    changes: changes.alone,
  });
  let said = first;
  for (let reach = limit * 4; ; reach *= 4) {
    const { items, since } = said;
    const found = new Map([...items, ...ofChanges].map((item) => [item.rootId, item]));
    const known = inPlace([...found.values()], after)
      .slice(0, limit)
      .filter(({ pinned, at }) => since === null || pinned || at >= since);
    if (since === null || known.length >= limit) return known;
    said = await conversationsSaying(tx, actor, { ...searched, limit: reach });
  }
}

/**
 * The places of conversations in which something is said: the card's own ones, until at least so many that began after a key are found
 * (conversations_of_contacts_saying, migration 0022, says how), and of those saved with other cards in which its values are listed participants the
 * newest, by reading them.
 */
async function conversationsSaying(
  tx: Tx,
  actor: Actor,
  { axis, query, after, limit: reach }: Searched,
): Promise<Said> {
  const { workspaceId } = actor;
  const { family } = axis;
  const begunBy = after && !after.pinned ? after.at : null;
  const { rows } = await sql<AxisItem & { since: Date | null }>`
    with own as materialized (select conversations as ids, coalesce(since, '-infinity') as since from conversations_of_contacts_saying(
      ${searchQuery(query)}::tsquery, ${cardProbe(query)}::text, ${family}::bigint[], ${begunBy}::timestamptz, ${reach}::int)),
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
    ), said as materialized (${placesOf(
      actor,
      axis,
      sql`select c.root_id from conversation c where c.workspace_id = ${workspaceId} and ${mayReadRoot(actor)} and c.id = any((select ids from own)
        || array(select id from conversations_saying(${searchQuery(query)}::tsquery, array(select id from other)) id where exists (select from other)))`,
    )})
    select nullif(own.since, '-infinity') as since, said.* from own left join said on true`.execute(tx);
  return { items: rows.filter(({ rootId }) => rootId !== null), since: rows[0]?.since ?? null };
}
