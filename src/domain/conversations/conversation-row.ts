import { type RawBuilder, sql } from 'kysely';
import type { ConversationRow } from '#contract/conversation.ts';
import { trustAt } from '#contract/identifiers.ts';
import type { Removed } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact } from '../operators/policy.ts';
import { toldRemoved } from '../privacy/told-removed.ts';
import { askedOf, type KeptHandover, told } from './desk/handovers.ts';
import { isUnread } from './desk/unread.ts';
import { keptWrapUp, toldWrapUp } from './desk/wrap-up.ts';
import { type KeptFollowUp, nextFollowUp, toldFollowUp } from './follow-ups/read-follow-ups.ts';

/** The reasons for which a card that was not taken is suggested (R-REC-5). */
export const suggestingReasons = [
  'belowThreshold',
  'otherSpelling',
  'sameWeight',
  'numberQuiet',
  'sharedValue',
  'inBin',
  'failedCheck',
  'suspicious',
  'severalCards',
] as const;

/**
 * The card of the conversation `c` as it reads today, joined as `card`: a merged card's survivor; none for a card in the bin, whose
 * conversations read as unknown (R-DIR-8).
 */
export const joinCard = sql`
  left join contact linked on linked.workspace_id = c.workspace_id and linked.id = c.contact_id
  left join contact card on card.workspace_id = c.workspace_id and card.id = linked.survivor_id and card.state = 'active'`;

/** R-TAB-9: whom the conversation `c` is with: the card's name, else the name given, else the id as the gateway gave it. Read anew each time. */
export const topic = sql<string>`coalesce(nullif(card.name, ''), nullif(c.details #>> '{client,name}', ''), nullif(c.client_name, ''), c.client_display)`;

/**
 * Rows of the list for the conversations that `chosen` (a query of one column `id`) answers. It has asked already whether they may be read.
 * @param order of the conversation `c`: newest words first unless said otherwise.
 */
export async function conversationRows(
  tx: Tx,
  actor: Actor,
  chosen: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`c.last_at desc, c.id desc`,
): Promise<ConversationRow[]> {
  const { rows } = await sql<SqlRow>`
    select c.id, c.state, c.subject, c.link_trust, c.verdict, c.first_at, c.last_at, c.last_text, c.last_direction, c.entries,
      ch.id as channel_id, ch.kind as channel_kind, ch.name as channel_name, q.id as queue_id, q.name as queue_name,
      card.id as contact_id, card.name as contact_name, ${topic} as topic,
      ${contactBefore(actor)} as last_contact_at, ${suggestions(actor)} as suggestions,
      c.kept_out, c.removed, c.waiting_since, c.tags, c.assignee_id, a.name as assignee_name, ${isUnread(actor)} as unread, ${askedOf(actor)} as asked,
      ${keptWrapUp} as wrap_up, ${nextFollowUp} as follow_up
    from (${chosen}) chosen
    join conversation c on c.workspace_id = ${actor.workspaceId} and c.id = chosen.id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    left join operator a on a.workspace_id = c.workspace_id and a.id = c.assignee_id
    ${joinCard}
    order by ${order}`.execute(tx);
  return rows.map((row) => toRow(row, actor));
}

/** Last contact before the conversation `c` (R-REC-10), over what the actor may read: the newest of the card's that began earlier. */
function contactBefore(actor: Actor): RawBuilder<unknown> {
  return sql`(
    select max(earlier.last_at) from contact f
    cross join lateral (
      select p.last_at from conversation p
      where p.workspace_id = f.workspace_id and p.contact_id = f.id and p.merged_into is null
        and (p.first_at, p.id) < (c.first_at, c.id) and ${mayRead(actor, sql.ref('p.queue_id'), sql.ref('p.id'))}
      order by p.first_at desc, p.id desc limit 1
    ) earlier
    where f.workspace_id = c.workspace_id and f.survivor_id = card.id)`;
}

/**
 * How many cards are suggested while the client is unknown; cards that the actor may not see are not counted. Each by its key: joined, the planner would read
 * all cards for every row.
 */
function suggestions(actor: Actor): RawBuilder<unknown> {
  return sql`case when card.id is null and jsonb_typeof(c.link -> 'rejected') = 'array' then (
    select count(distinct s.id)
    from jsonb_array_elements(c.link -> 'rejected') candidate
    cross join lateral (select n.survivor_id from contact n where n.workspace_id = c.workspace_id and n.id = (candidate ->> 'contactId')::bigint offset 0) named
    cross join lateral (select f.id, f.state from contact f where f.workspace_id = c.workspace_id and f.id = named.survivor_id offset 0) s
    where candidate ->> 'reason' = any(${[...suggestingReasons]}::text[]) and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))})
    else 0 end`;
}

interface SqlRow {
  id: string;
  state: ConversationRow['state'];
  subject: string | null;
  linkTrust: number | null;
  verdict: string | null;
  firstAt: Date;
  lastAt: Date;
  lastText: string | null;
  lastDirection: 'in' | 'out' | null;
  entries: number;
  channelId: string;
  channelKind: string;
  channelName: string;
  queueId: string;
  queueName: string;
  contactId: number | null;
  contactName: string | null;
  topic: string;
  lastContactAt: Date | null;
  suggestions: number;
  waitingSince: Date | null;
  tags: string[];
  keptOut: ConversationRow['keptOut'];
  removed: Removed;
  assigneeId: string | null;
  assigneeName: string | null;
  unread: boolean;
  asked: KeptHandover | null;
  wrapUp: ConversationRow['wrapUp'];
  followUp: KeptFollowUp | null;
}

function toRow(row: SqlRow, actor: Actor): ConversationRow {
  return {
    id: row.id,
    channel: { id: row.channelId, kind: row.channelKind, name: row.channelName },
    queue: { id: row.queueId, name: row.queueName },
    state: row.state,
    subject: row.subject,
    contact:
      row.contactId === null
        ? null
        : { id: row.contactId, name: row.contactName, lastContactAt: row.lastContactAt?.toISOString() ?? null },
    topic: row.topic,
    linkTrust: row.contactId === null || row.linkTrust === null ? null : trustAt(row.linkTrust),
    failedCheck: row.verdict === 'failed',
    suggestions: row.suggestions,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    lastText: row.lastText,
    lastDirection: row.lastDirection,
    entries: row.entries,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    unread: row.unread,
    tags: row.tags,
    keptOut: row.keptOut,
    asked: row.asked && told(row.asked, actor),
    wrapUp: toldWrapUp(row.wrapUp),
    followUp: row.followUp && toldFollowUp(row.followUp),
    removed: toldRemoved(row.removed),
  };
}
