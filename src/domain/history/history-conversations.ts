import { sql } from 'kysely';
import type { Change, HistoryItem } from '#contract/history.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Removed } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import { askedAccess, decidersOf, grantedAccess, type KeptAccess, toldAccess } from '../access/access-rows.ts';
import { seenCandidates } from '../conversations/suggested-contacts.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact } from '../operators/policy.ts';
import { toldRemoved } from '../privacy/told-removed.ts';
import type { AxisItem } from './history-axis.ts';
import { readChanges } from './read-changes.ts';
import { type ConversationHits, readHits } from './read-hits.ts';

/** Changes shown under one conversation; `counts.changes` says how many there are. */
const changesShown = 50;

/**
 * The conversations of a page of the axis, by the id of their item: whole where they may be read, else only that they were (R-HIS-5).
 * @param query what the history is searched for: each conversation then has its hits.
 */
export async function readHistoryConversations(
  tx: Tx,
  actor: Actor,
  family: number[],
  items: AxisItem[],
  query: string | null,
): Promise<Map<string, HistoryItem>> {
  const rows = await readRows(tx, actor, family, items);
  const readable = rows.filter((row) => row.isReadable);
  const parts = readable.flatMap((row) => row.parts);
  const changes = await changesOf(tx, actor, family, parts);
  const hits = query === null ? null : await readHits(tx, actor.workspaceId, parts, query, spanOf(readable));
  const candidates = readable.flatMap((row) => row.link?.rejected ?? []);
  const seen = new Map(
    (await seenCandidates(tx, actor, candidates)).map(({ candidate }) => [JSON.stringify(candidate), candidate]),
  );
  const at = new Map(items.map((item) => [item.id, item.at]));
  return new Map(
    rows.map((row) => {
      const own = changes.filter((change) => row.parts.includes(change.of));
      return [row.itemId, toItem(row, at.get(row.itemId) ?? row.firstAt, own, hits, seen)];
    }),
  );
}

interface Row {
  itemId: string;
  id: string;
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
  askedAccess: KeptAccess | null;
  grantedAccess: KeptAccess | null;
  deciders: string[] | null;
  isLinked: boolean;
  role: 'from' | 'replyTo' | 'to' | 'cc' | null;
  savedWith: { id: number; name: string | null } | null;
}

async function readRows(tx: Tx, actor: Actor, family: number[], items: AxisItem[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select asked.id as item_id, c.id, array(select part.id::text from conversation part
        where part.workspace_id = c.workspace_id and part.root_id = c.id) as parts,
      ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))} as is_readable,
      c.first_at, c.last_at, greatest(c.last_at, c.told_at) as told_at, c.state, c.subject, c.entries, c.link, c.removed,
      json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel,
      json_build_object('id', q.id, 'name', q.name) as queue,
      (select json_agg(o.name order by o.name) from conversation_operator took
        join operator o on o.workspace_id = took.workspace_id and o.id = took.operator_id
        where took.workspace_id = c.workspace_id and took.conversation_id = c.id and took.until is null) as operators,
      c.details #>> '{invitedBy,name}' as invited_by, ${askedAccess(actor)} as asked_access, ${grantedAccess(actor)} as granted_access,
      case when not ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))} then ${decidersOf} end as deciders,
      coalesce(c.contact_id = any(${family}::bigint[]), false) as is_linked,
      (select p.role from conversation part
        join participant p on p.workspace_id = part.workspace_id and p.conversation_id = part.id
        join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
        where part.workspace_id = c.workspace_id and part.root_id = c.id and p.listed and i.owner_id = any(${family}::bigint[])
        order by array_position(array['from', 'replyTo', 'to', 'cc'], p.role) limit 1) as role,
      (select json_build_object('id', card.id, 'name', card.name) from contact linked
        join contact card on card.workspace_id = linked.workspace_id and card.id = linked.survivor_id and card.state = 'active'
        where linked.workspace_id = c.workspace_id and linked.id = c.contact_id and card.id <> all(${family}::bigint[])
          and ${maySeeContact(actor, sql.ref('card.id'))}) as saved_with
    from conversation asked
    join conversation c on c.workspace_id = asked.workspace_id and c.id = asked.root_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    where asked.workspace_id = ${actor.workspaceId} and asked.id = any(${items.map((item) => item.id)}::uuid[])`.execute(
    tx,
  );
  return rows;
}

function spanOf(rows: Row[]): { from: Date; to: Date } {
  return {
    from: new Date(Math.min(...rows.map(({ firstAt }) => firstAt.getTime()))),
    to: new Date(Math.max(...rows.map(({ toldAt }) => toldAt.getTime())) + 1), // the store's clock is finer than ours
  };
}

interface GroupedChange {
  /** The conversation, or the one merged into it, that the change belongs to. */
  of: string;
  change: Change | null;
}

/** The changes of the conversations themselves, and those of this card that came of them, newest first; those beyond what is shown only count. */
async function changesOf(tx: Tx, actor: Actor, family: number[], parts: string[]): Promise<GroupedChange[]> {
  if (parts.length === 0) return [];
  const { rows } = await sql<{ id: string; of: string; n: number }>`
    select ch.id, ch.conversation_id as of, row_number() over (partition by ch.conversation_id order by ch.at desc, ch.id) as n
    from change ch
    where ch.workspace_id = ${actor.workspaceId} and ch.conversation_id = any(${parts}::uuid[])
      and exists (select from change_item i where i.workspace_id = ch.workspace_id and i.change_id = ch.id
        and (i.contact_id is null or i.contact_id = any(${family}::bigint[])))
    order by ch.at desc, ch.id`.execute(tx);
  const shown = await readChanges(
    tx,
    actor,
    rows.filter((row) => row.n <= changesShown).map((row) => row.id),
  );
  const byId = new Map(shown.map((change) => [change.id, change]));
  return rows.map((row) => ({ of: row.of, change: byId.get(row.id) ?? null }));
}

function toItem(
  row: Row,
  at: Date,
  changes: GroupedChange[],
  hits: Map<string, ConversationHits> | null,
  seen: Map<string, LinkReason['rejected'][number]>,
): HistoryItem {
  if (!row.isReadable)
    return {
      type: 'hidden',
      at: at.toISOString(),
      id: row.id,
      channel: { kind: row.channel.kind },
      queue: row.queue,
      access: toldAccess(row.askedAccess),
      deciders: row.deciders ?? [],
    };
  const ownHits = row.parts.flatMap((part) => hits?.get(part) ?? []);
  return {
    type: 'conversation',
    at: at.toISOString(),
    id: row.id,
    channel: row.channel,
    queue: row.queue,
    subject: row.subject,
    status: row.state,
    lastAt: row.lastAt.toISOString(),
    operators: row.operators ?? [],
    invitedBy: row.invitedBy,
    role: row.isLinked ? 'client' : (row.role ?? 'cc'),
    savedWith: row.isLinked ? null : row.savedWith,
    link: row.link && {
      ...row.link,
      rejected: row.link.rejected.flatMap((one) => seen.get(JSON.stringify(one)) ?? []),
    },
    counts: {
      entries: row.entries,
      changes: changes.length,
      hits: hits && ownHits.reduce((sum, { count }) => sum + count, 0),
    },
    hits: ownHits
      .flatMap(({ first }) => first)
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, 3),
    changes: changes.flatMap(({ change }) => change ?? []).slice(0, changesShown),
    access: toldAccess(row.grantedAccess),
    removed: toldRemoved(row.removed),
  };
}
