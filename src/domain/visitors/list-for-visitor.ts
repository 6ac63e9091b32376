import { sql } from 'kysely';
import type { WidgetEntries, WidgetEntry } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import type { EntrySender } from '#db/schema.ts';
import { formOf, type KeptForm, type KeptSending, sendingOf, toSentForm } from '../conversations/entry-state.ts';
import { plannedCall } from './calls/planned-call.ts';
import { messageIdAt } from './message-place.ts';
import { isOf, type Visitor } from './visitor.ts';

/** Entries that were not committed in the order of their times come late by at most this, in milliseconds. */
const overlap = 120_000;
const most = 200;

/**
 * What a visitor sees of their conversation: what both said, and the forms they were sent. Never notes, calls or events, nothing of a card, of colleagues only the
 * name of who wrote. Of a conversation that it was merged with only what was said in this chat: an answer goes to one channel, and to one browser (R-HIS-8).
 * @param after the cursor of an earlier list: what came since, and again what came shortly before.
 */
export async function listForVisitor(tx: Tx, visitor: Visitor, after?: string): Promise<WidgetEntries> {
  const conversation = await stateOf(tx, visitor);
  if (!conversation) return { entries: [], cursor: after ?? '0', state: 'none', operator: null, call: null };
  const { id, firstAt, lastAt, state, isHandedOver, operator } = conversation;
  const since = new Date(Math.max(cursorTime(after) - overlap, firstAt.getTime()));
  const { rows } = await sql<EntryRow>`
    select e.id, e.at, e.place, e.direction, e.sender, e.text, e.redacted_at is not null as redacted, ${sendingOf} as sending, ${formOf} as form, (
      select json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size) order by a.place, a.id)
      from attachment a where a.workspace_id = e.workspace_id and a.entry_id = e.id and a.digest is not null) as attachments
    from entry e
    where e.workspace_id = ${visitor.workspaceId} and e.conversation_id = ${id}
      and e.at >= ${firstAt} and e.at <= ${lastAt}
      and (e.at >= ${since} or e.redacted_at >= ${since} or exists (
        select from form_sent f where f.workspace_id = e.workspace_id and f.entry_id = e.id and f.answered_at >= ${since}))
      and (e.kind = 'message' or exists (select from form_sent f where f.workspace_id = e.workspace_id and f.entry_id = e.id))
    order by e.at desc, e.place desc, e.id desc limit ${most}`.execute(tx);
  const entries = rows
    .filter((row) => isOut(row) && row.form?.form.kind !== 'entry' && row.form?.form.kind !== 'callback')
    .reverse();
  const newest = rows[0]?.at.getTime() ?? cursorTime(after);
  return {
    entries: entries.map((row) => toWidgetEntry(row, visitor)),
    cursor: String(Math.max(newest, cursorTime(after))),
    state: isHandedOver && state !== 'closed' ? 'handingOver' : state,
    operator: state === 'closed' ? null : operator,
    call: await plannedCall(tx, visitor),
  };
}

interface ConversationState {
  id: string;
  firstAt: Date;
  lastAt: Date;
  state: 'waiting' | 'open' | 'closed';
  isHandedOver: boolean;
  operator: string | null;
}

async function stateOf(tx: Tx, visitor: Visitor): Promise<ConversationState | undefined> {
  const { rows } = await sql<ConversationState>`
    select c.id, case when r.kept_out is not null and r.state = 'closed' then 'waiting' else r.state end as state,
      c.first_at, greatest(c.last_at, r.last_at, c.told_at, r.told_at) as last_at,
      (select o.name from operator o where o.workspace_id = r.workspace_id and o.id = r.assignee_id) as operator,
      exists (select from handover h where h.workspace_id = r.workspace_id and h.conversation_id = r.id and h.kind = 'redirect'
        and h.state = 'asked' and h.until > ${new Date()}) as is_handed_over
    from conversation c join conversation r on r.workspace_id = c.workspace_id and r.id = c.root_id where ${isOf(visitor)}`.execute(
    tx,
  );
  return rows[0];
}

interface EntryRow extends Pick<WidgetEntry, 'id' | 'text'> {
  at: Date;
  place: string;
  direction: 'in' | 'out';
  redacted: boolean;
  sender: EntrySender;
  sending: KeptSending | null;
  form: KeptForm | null;
  attachments: WidgetEntry['attachments'] | null;
}

/** A reply that was taken back, or may still be, is not out. */
function isOut({ sending }: EntryRow): boolean {
  if (!sending) return true;
  return sending.state === 'waiting' ? new Date(sending.notBefore) <= new Date() : sending.state !== 'cancelled';
}

function toWidgetEntry(
  { id, at, place, direction, sender, text, form, attachments, redacted }: EntryRow,
  visitor: Visitor,
): WidgetEntry {
  return {
    id,
    at: at.toISOString(),
    from: direction === 'in' ? 'visitor' : 'operator',
    name: direction === 'in' ? null : (sender.name ?? null),
    text,
    redacted,
    attachments: attachments ?? [],
    form: form && toldForm(form),
    messageId: direction === 'in' ? messageIdAt(place, visitor.id) : null,
  };
}

/** What became of the answers is the company's business. */
function toldForm(form: KeptForm): WidgetEntry['form'] {
  const told = toSentForm(form);
  const state = told.state === 'asked' || told.state === 'cancelled' ? told.state : 'confirmed';
  return { ...told, state, changeId: null };
}

function cursorTime(cursor: string | undefined): number {
  return cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0;
}
