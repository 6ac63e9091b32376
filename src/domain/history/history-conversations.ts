import { type RawBuilder, sql } from 'kysely';
import type { LinkReason } from '#contract/link.ts';
import type { Removed } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import { askedAccess, decidersOf, grantedAccess, type KeptAccess } from '../access/access-rows.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact } from '../operators/policy.ts';

/** A conversation as the time axis of a card tells of it. */
export interface ConversationOnAxis {
  id: string;
  /** Itself, and those merged into it. */
  parts: string[];
  isReadable: boolean;
  firstAt: Date;
  lastAt: Date;
  /** The last entry, notes and events among them. */
  toldAt: Date;
  state: 'waiting' | 'open' | 'closed';
  subject: string | null;
  entries: number;
  link: LinkReason | null;
  removed: Removed;
  channel: { id: string; kind: string; name: string };
  queue: { id: string; name: string };
  operators: string[] | null;
  invitedBy: string | null;
  grantedAccess: KeptAccess | null;
  isLinked: boolean;
  role: 'from' | 'replyTo' | 'to' | 'cc' | null;
  savedWith: { id: number; name: string | null } | null;
}

/**
 * The conversations of a page of the axis. Each is read once, by its key, before anything is joined: else the planner begins at the queues, and asks for
 * every conversation once for each of them. What all may have is gathered once for all.
 * @param ids of conversations that were merged into no other; `areLinked`: all of them are linked to the card, and none has a role of its own in them.
 */
export async function readConversationsOnAxis(
  tx: Tx,
  actor: Actor,
  family: number[],
  { ids, areLinked }: { ids: string[]; areLinked: boolean },
): Promise<ConversationOnAxis[]> {
  if (ids.length === 0) return [];
  const { workspaceId } = actor;
  const { rows } = await sql<ConversationOnAxis>`
    with c as materialized (
      select c.workspace_id, c.id, c.contact_id, c.channel_id, c.queue_id, c.first_at, c.last_at, c.told_at, c.state, c.subject, c.entries, c.link, c.removed, c.details,
        coalesce(c.contact_id ${among(family)}, false) as is_linked, coalesce(${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}, false) as is_readable
      from conversation c where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])
    ), took as materialized (
      select t.conversation_id, json_agg(o.name order by o.name) as names
      from conversation_operator t join operator o on o.workspace_id = t.workspace_id and o.id = t.operator_id
      where t.workspace_id = ${workspaceId} and t.conversation_id = any(${ids}::uuid[]) and t.until is null group by t.conversation_id
    ), merged as materialized (
      select part.root_id, array_agg(part.id::text) as ids from conversation part
      where part.workspace_id = ${workspaceId} and part.root_id = any(${ids}::uuid[]) and part.merged_into is not null group by part.root_id
    ), ch as materialized (
      select ch.id, ch.kind, ch.name from channel ch
      where ch.workspace_id = ${workspaceId} and ch.id = any(array(select distinct c.channel_id from c))
    ), q as materialized (
      select q.id, q.name from queue q where q.workspace_id = ${workspaceId} and q.id = any(array(select distinct c.queue_id from c))
    )
    select c.id, c.id::text || coalesce(merged.ids, '{}') as parts,
      c.is_readable, c.first_at, c.last_at, greatest(c.last_at, c.told_at) as told_at, c.state, c.subject, c.entries, c.link, c.removed,
      json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel,
      json_build_object('id', q.id, 'name', q.name) as queue,
      took.names as operators, c.details #>> '{invitedBy,name}' as invited_by,
      case when c.is_readable then ${grantedAccess(actor)} end as granted_access, c.is_linked,
      ${areLinked ? sql`null as role, null as saved_with` : partInOthers(actor, family)}
    from c join ch on ch.id = c.channel_id join q on q.id = c.queue_id
    left join took on took.conversation_id = c.id left join merged on merged.root_id = c.id`.execute(tx);
  return rows;
}

/** Of the conversation `c` of another card: which part a value of this one has in it, and with which card it is saved. */
function partInOthers(actor: Actor, family: number[]): RawBuilder<unknown> {
  return sql`case when not c.is_linked then (select p.role from conversation part
      join participant p on p.workspace_id = part.workspace_id and p.conversation_id = part.id
      join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
      where part.workspace_id = c.workspace_id and part.root_id = c.id and p.listed and i.owner_id ${among(family)}
      order by array_position(array['from', 'replyTo', 'to', 'cc'], p.role) limit 1) end as role,
    case when not c.is_linked then (select json_build_object('id', card.id, 'name', card.name) from contact linked
      join contact card on card.workspace_id = linked.workspace_id and card.id = linked.survivor_id and card.state = 'active'
      where linked.workspace_id = c.workspace_id and linked.id = c.contact_id and not (card.id ${among(family)})
        and ${maySeeContact(actor, sql.ref('card.id'))}) end as saved_with`;
}

/** Of a conversation that may not be read: what the actor asked about it, and who decides. */
export interface HiddenOnAxis {
  asked: KeptAccess | null;
  deciders: string[] | null;
}

/** The same of those on a page, by their id; nothing is asked where all may be read. The list stands behind `select`, for the store to plan this once whatever its length. */
export async function readHiddenOnAxis(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, HiddenOnAxis>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<HiddenOnAxis & { id: string }>`
    select c.id, ${askedAccess(actor)} as asked, ${decidersOf} as deciders
    from conversation c where c.workspace_id = ${actor.workspaceId} and c.id = any((select ${ids}::uuid[])::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
