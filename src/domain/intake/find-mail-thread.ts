import { sql } from 'kysely';
import type { MailFacts } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { moveConversation } from '../conversations/move-conversation.ts';
import { recountActivity } from '../conversations/recount-activity.ts';
import { shortKey } from '../identity/short-key.ts';
import {
  type ConversationRow,
  type FoundConversation,
  found,
  foundColumns,
  storedEvidence,
} from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { recountWaiting } from './recount-waiting.ts';

/**
 * The conversation that a mail belongs to by its references (RFC 5322 section 3.6.4), never by its subject: one that holds a message it refers to, or
 * that refers to it, or that refers to the same missing message. A mail that arrives late may show that two threads are one: the
 * earlier takes the later in, so that the order of arrival decides nothing. A mail that failed its check joins nothing.
 * Mails that merely share a Message-ID (they do, in real mailboxes) are no thread.
 * @returns null when it begins one.
 */
export async function findMailThread(
  tx: Tx,
  channel: LoadedChannel,
  mail: MailFacts,
): Promise<FoundConversation | null> {
  if (refsOf(mail).length === 0) return null;
  const [first, ...others] = await threadsOf(tx, channel, mail);
  if (!first) return null;
  let root = first;
  for (const later of others) {
    const agree = root.survivorId === null || later.survivorId === null || root.survivorId === later.survivorId;
    if (agree && !isByPerson(root) && !isByPerson(later)) root = await takeIn(tx, channel, root, later);
  }
  return found(root, root.contactId === null ? await storedEvidence(tx, channel.workspaceId, root.id) : []);
}

/** A mail's own Message-ID and what it refers to, as kept: what its thread is found by. None of a mail that failed its check. */
export function refsOf(mail: MailFacts): string[] {
  if (mail.verdict === 'failed') return [];
  return [...(mail.messageId ? [shortKey(mail.messageId)] : []), ...referencesOf(mail)];
}

/** What a mail refers to, as kept: a bounce also refers to the message it returns. */
export function referencesOf(mail: MailFacts): string[] {
  const returned = mail.bounce?.originalMessageId;
  return [...new Set([...mail.references, ...(returned ? [returned] : [])].map(shortKey))].filter((ref) => ref !== '');
}

/** The conversation that a mail which failed its check claims to answer, for a person to judge (R-REC-5); null when there is none. */
export async function claimedThread(tx: Tx, channel: LoadedChannel, mail: MailFacts): Promise<string | null> {
  if (mail.references.length === 0) return null;
  return (await threadsOf(tx, channel, mail))[0]?.id ?? null;
}

/** The earliest first. */
async function threadsOf(tx: Tx, channel: LoadedChannel, mail: MailFacts): Promise<ConversationRow[]> {
  const own = mail.messageId ? shortKey(mail.messageId) : '';
  const { rows } = await sql<ConversationRow>`
    select ${foundColumns}
    from conversation c where c.workspace_id = ${channel.workspaceId} and c.verdict is null and c.id = any(array(
      select t.root_id from (
        select conversation_id from message_ref
        where workspace_id = ${channel.workspaceId} and channel_id = ${channel.id} and ref = any(${referencesOf(mail)}::text[])
        union
        select conversation_id from message_ref
        where workspace_id = ${channel.workspaceId} and channel_id = ${channel.id} and ref = ${own} and not own) r
      join conversation t on t.workspace_id = ${channel.workspaceId} and t.id = r.conversation_id and t.verdict is null))
    order by c.first_at, c.first_place, c.id for update`.execute(tx);
  return rows;
}

function isByPerson(row: ConversationRow): boolean {
  return row.linkBy === 'operator' || row.assigneeId !== null || row.acceptedAt !== null;
}

const isLater = sql`(l.last_at, l.last_place) > (c.last_at, c.last_place)`;

/** The later conversation points to the earlier one and reads as part of it; entries stay where they are. Returns the earlier one as it is now. */
async function takeIn(
  tx: Tx,
  channel: LoadedChannel,
  root: ConversationRow,
  later: ConversationRow,
): Promise<ConversationRow> {
  const { workspaceId } = channel;
  const { rows } = await sql<{ waits: boolean }>`
    with later as (
      update conversation set merged_into = case when id = ${later.id} then ${root.id}::uuid else merged_into end, root_id = ${root.id}::uuid
      where workspace_id = ${workspaceId} and root_id = ${later.id} returning *)
    update conversation c set
      subject = coalesce(c.subject, l.subject), client_name = coalesce(c.client_name, l.client_name), entries = c.entries + l.entries,
      last_at = case when ${isLater} then l.last_at else c.last_at end, last_place = case when ${isLater} then l.last_place else c.last_place end,
      last_text = case when ${isLater} then l.last_text else c.last_text end,
      last_direction = case when ${isLater} then l.last_direction else c.last_direction end,
      state = case when ${isLater} and c.assignee_id is null then l.state else c.state end,
      waiting_since = least(c.waiting_since, l.waiting_since), last_in_at = greatest(c.last_in_at, l.last_in_at),
      last_in_place = case when l.last_in_at is not null and (c.last_in_at is null or (l.last_in_at, l.last_in_place) > (c.last_in_at, c.last_in_place))
        then l.last_in_place else c.last_in_place end
    from later l where c.workspace_id = ${workspaceId} and c.id = ${root.id} and l.id = ${later.id}
    returning c.waiting_since is not null as waits`.execute(tx);
  if (rows[0]?.waits) await recountWaiting(tx, channel, root.id);
  const { contactId, survivorId, link, linkTrust, linkBy } =
    root.contactId === null && later.contactId !== null ? later : root;
  if (root.contactId !== later.contactId) {
    await moveConversation(tx, workspaceId, { conversationId: root.id, to: contactId, link, linkTrust, linkBy });
  } else if (contactId !== null) await recountActivity(tx, workspaceId, contactId);
  return { ...root, contactId, survivorId, link, linkTrust, linkBy };
}
