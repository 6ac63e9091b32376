import { sql } from 'kysely';
import type { Entry } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { lockForDesk } from '../conversations/desk/desk-conversation.ts';
import { readEntry } from '../conversations/list-entries.ts';
import { type RootConversation, rootOf } from '../conversations/root-of.ts';
import { recordChange } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { bodyWithout, hasRecording, hasWords, takeAnswers, takeFiles } from '../privacy/take-away.ts';
import { putBackWaiting } from '../replies/put-back-waiting.ts';

/**
 * Takes the words of one message away for good (R-DSK-5): text, subject, HTML, answers, the words of a call, and its files; no search finds it, and the last words of the
 * conversation are none. A reply that has not left is stopped. Who sent it and when stays, with who redacted it. Words that others quoted, copies in
 * mailboxes, drafts, and values that went to a card or to parameters are not reached.
 * @throws NOT_FOUND; FORBIDDEN; CONFLICT when it was redacted (redactedAlready), or is no words of anybody (nothingToRedact).
 */
export async function redactMessage(
  tx: Tx,
  actor: Actor,
  { id, entryId }: { id: string; entryId: string },
): Promise<Entry> {
  must(actor, 'redact');
  const { workspaceId } = actor;
  await sql`select from sending where workspace_id = ${workspaceId} and entry_id = ${entryId} for update`.execute(tx); // before the conversation, as who sends
  const { id: rootId } = await lockForDesk(tx, actor, id);
  const root = await rootOf(tx, actor, rootId);
  const entry = await lockEntry(tx, workspaceId, root, entryId);
  const now = new Date();
  await stopSending(tx, workspaceId, { entryId, entryAt: entry.at, conversationId: entry.conversationId, rootId });
  await sql`
    update entry set text = null, tsv = '', redacted_at = ${now}, redacted_by = ${actor.id}::uuid,
      body = ${bodyWithout(['transcript', 'recording', 'choices'])}
    where workspace_id = ${workspaceId} and at = ${entry.at} and id = ${entryId}`.execute(tx);
  await takeAnswers(tx, workspaceId, sql`(entry_id = ${entryId} or id = ${entry.sentId}::uuid)`);
  await takeFiles(tx, workspaceId, sql`entry_id = ${entryId}`, now);
  await takeFromConversation(tx, workspaceId, root, entry);
  await recordChange(tx, actor, {
    verb: 'redactMessage',
    conversationId: rootId,
    items: [{ contactId: null, target: 'entry', before: { entryId }, after: { entryId, value: 'redacted' } }],
  });
  const contactIds = entry.contactId === null ? {} : { contactIds: [entry.contactId] };
  await announce(tx, workspaceId, { topic: 'conversation', conversationId: rootId, what: 'message', ...contactIds });
  return readEntry(tx, actor, rootId, entryId);
}

interface LockedEntry {
  at: Date;
  place: string;
  conversationId: string;
  contactId: number | null;
  subject: string | null;
  sentId: string | null;
  redactedAt: Date | null;
  hasWords: boolean;
}

async function lockEntry(tx: Tx, workspaceId: string, root: RootConversation, id: string): Promise<LockedEntry> {
  const { rows } = await sql<LockedEntry>`
    select e.at, e.place, e.conversation_id, e.contact_id, e.body ->> 'subject' as subject, e.body #>> '{form,sentId}' as sent_id, e.redacted_at,
      not (e.body ? 'event') and (${hasWords} or ${hasRecording}
        or exists (select from attachment a where a.workspace_id = e.workspace_id and a.entry_id = e.id)) as has_words
    from entry e
    where e.workspace_id = ${workspaceId} and e.conversation_id = any(${root.conversationIds}::uuid[])
      and e.at >= ${root.firstAt} and e.at <= ${root.lastAt} and e.id = ${id} for update`.execute(tx);
  const [entry] = rows;
  if (!entry) throw notFound('message');
  if (entry.redactedAt)
    throw new Refusal('CONFLICT', 'This message was redacted already.', { reason: 'redactedAlready' });
  if (!entry.hasWords)
    throw new Refusal('CONFLICT', 'There are no words here to redact.', { reason: 'nothingToRedact' });
  return entry;
}

/** A reply that has not left does not leave, and one that failed is not sent again. Nothing of what would have left is kept. */
async function stopSending(tx: Tx, workspaceId: string, reply: Parameters<typeof putBackWaiting>[2]): Promise<void> {
  const { rows } = await sql<{ wasWaiting: boolean }>`
    update sending s set state = case when was.state in ('waiting', 'failed') then 'cancelled' else was.state end,
      message = s.message #- '{mail,subject}', updated_at = ${new Date()}
    from sending was where was.workspace_id = s.workspace_id and was.id = s.id and s.workspace_id = ${workspaceId} and s.entry_id = ${reply.entryId}
    returning was.state = 'waiting' as was_waiting`.execute(tx);
  if (rows[0]?.wasWaiting) await putBackWaiting(tx, workspaceId, reply);
}

/** The conversation, and the part that the message stands in, no longer begin or end with its words. */
async function takeFromConversation(
  tx: Tx,
  workspaceId: string,
  root: RootConversation,
  { at, place, subject }: LockedEntry,
): Promise<void> {
  await sql`
    update conversation c set last_text = case when c.last_at = ${at} and c.last_place = ${place} then null else c.last_text end,
      subject = case when c.subject is not distinct from left(${subject}::text, 2000) then (
        select left(e.body ->> 'subject', 2000) from entry e
        where e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.at >= ${root.firstAt} and e.at <= ${root.lastAt} and e.body ? 'subject'
        order by e.at, e.place, e.id limit 1) else c.subject end
    where c.workspace_id = ${workspaceId} and c.id = any(${root.conversationIds}::uuid[])`.execute(tx);
}
