import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { DeskEvent, Entry } from '#contract/conversation.ts';
import { notFound } from '#contract/errors.ts';
import type { Removed } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import type { EntrySender } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, must } from '../operators/policy.ts';
import { toldRemoved } from '../privacy/told-removed.ts';
import { formOf, type KeptForm, type KeptSending, sendingOf, toDelivery, toSentForm } from './entry-state.ts';
import { KeyTime, readCursor, writeCursor } from './page-key.ts';
import { rootOf } from './root-of.ts';

const Key = z.tuple([KeyTime, z.string(), z.uuid()]);

/**
 * The entries of a conversation in the order of their events, oldest first, a page at a time; those of conversations merged into it
 * stand between them. Bounded by its first and last time, so that only the partitions are read that hold it.
 * @throws NOT_FOUND when there is none, or it may not be read.
 */
export async function listEntries(
  tx: Tx,
  actor: Actor,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  must(actor, 'seeConversations');
  const after = readCursor(cursor, Key);
  const root = await rootOf(tx, actor, id);
  const { rows } = await sql<EntryRow>`
    select ${entryColumns(actor)}
    from entry e
    where e.workspace_id = ${actor.workspaceId} and e.conversation_id = any(${root.conversationIds}::uuid[])
      and e.at >= ${after?.[0] ?? root.firstAt} and e.at <= ${root.lastAt}
      ${after ? sql`and (e.at, e.place, e.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql``}
    order by e.at, e.place, e.id limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toEntry),
    nextCursor: rows.length > page.length && last ? writeCursor([last.at, last.place, last.id]) : null,
  };
}

/**
 * One entry of a conversation, as `listEntries` answers it.
 * @throws NOT_FOUND when there is none in it, or it may not be read.
 */
export async function readEntry(tx: Tx, actor: Actor, id: string, entryId: string): Promise<Entry> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const { rows } = await sql<EntryRow>`
    select ${entryColumns(actor)}
    from entry e
    where e.workspace_id = ${actor.workspaceId} and e.conversation_id = any(${root.conversationIds}::uuid[])
      and e.at >= ${root.firstAt} and e.at <= ${root.lastAt} and e.id = ${entryId}`.execute(tx);
  if (!rows[0]) throw notFound('message');
  return toEntry(rows[0]);
}

const entryColumns = (
  actor: Actor,
) => sql`e.id, e.at, e.place, e.kind, e.direction, e.sender, e.text, e.body, e.removed, e.redacted_at, case when e.redacted_at is not null then (
      select o.name from operator o where o.workspace_id = e.workspace_id and o.id = e.redacted_by) end as redacted_by, (
      select json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size, 'kept', a.digest is not null,
          'url', a.url) order by a.place, a.id)
      from attachment a where a.workspace_id = e.workspace_id and a.entry_id = e.id) as attachments,
      ${sendingOf} as sending, ${formOf} as form,
      case when e.kind = 'event' and e.body -> 'event' ->> 'code' = 'redirected' then ${knowsQueue(actor)} end as knows_queue`;

/** Whether the queue to which the event `e` redirected may be known of: it may have become hidden since (R-HIS-5). The oldest events have its name alone. */
function knowsQueue(actor: Actor): RawBuilder<boolean> {
  const isIt = sql`coalesce(q.id::text = e.body -> 'event' ->> 'queue', q.name = e.body -> 'event' ->> 'to')`;
  return sql<boolean>`coalesce((select bool_or(${mayKnowOf(actor, sql.ref('q.id'))}) from queue q where q.workspace_id = e.workspace_id and ${isIt}), false)`;
}

interface EntryRow extends Pick<Entry, 'id' | 'kind' | 'direction' | 'text'> {
  at: Date;
  place: string;
  sender: EntrySender;
  redactedAt: Date | null;
  redactedBy: string | null;
  body: EntryBody;
  removed: Removed;
  attachments: Entry['attachments'] | null;
  sending: KeptSending | null;
  form: KeptForm | null;
  knowsQueue: boolean | null;
}

/** What `entry.body` holds beside the text. `html`: a cleaned form of it lies in the blob store. */
interface EntryBody {
  newLength?: number;
  subject?: string;
  warnings?: string[];
  html?: unknown;
  call?: Record<string, unknown>;
  event?: DeskEvent;
  automatic?: NonNullable<Entry['automatic']>;
}

function toEntry({ id, at, kind, direction, sender, text, body, attachments, sending, form, ...row }: EntryRow): Entry {
  return {
    id,
    at: at.toISOString(),
    kind,
    direction,
    sender: { kind: sender.kind, value: sender.value, name: sender.name ?? null },
    subject: body.subject ?? null,
    text,
    newLength: body.newLength ?? null,
    hasHtml: Boolean(body.html),
    call: body.call ?? null,
    attachments: attachments ?? [],
    warnings: body.warnings ?? [],
    delivery: sending && toDelivery(sending),
    form: form && toSentForm(form),
    event: toldEvent(body.event, row.knowsQueue),
    redacted: row.redactedAt && { by: row.redactedBy, at: row.redactedAt.toISOString() },
    removed: toldRemoved(row.removed),
    automatic: body.automatic ?? null,
  };
}

function toldEvent(event: DeskEvent | undefined, knowsQueue: boolean | null): DeskEvent | null {
  if (!event || knowsQueue !== false) return event ?? null;
  const { to: _to, queue: _queue, ...rest } = event;
  return rest;
}
