import { sql } from 'kysely';
import type { MailFacts } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { shortKey } from '../identity/short-key.ts';
import type { LoadedChannel } from './load-channel.ts';

/**
 * The conversation that a mail belongs to by its references (RFC 5322 section 3.6.4), never by its subject: one that holds a message it refers to, or
 * that refers to it, or that refers to the same missing message. A mail that arrives late may show that two threads are one: the
 * earlier takes the later in, so that the order of arrival decides nothing. A mail that failed its check joins nothing.
 * Mails that merely share a Message-ID (they do, in real mailboxes) are no thread.
 * @returns the conversation's id, or null when it begins one.
 */
export async function findMailThread(tx: Tx, channel: LoadedChannel, mail: MailFacts): Promise<string | null> {
  if (mail.verdict === 'failed') return null;
  const own = mail.messageId ? [shortKey(mail.messageId)] : [];
  const references = referencesOf(mail);
  if (own.length + references.length === 0) return null;
  await waitForThread(tx, channel, [...own, ...references]);
  const threads = await threadsOf(tx, channel, own, references);
  const first = threads[0];
  if (!first) return null;
  for (const later of threads.slice(1)) {
    const agree = first.contactId === null || later.contactId === null || first.contactId === later.contactId;
    if (agree && !first.byPerson && !later.byPerson) await takeIn(tx, channel.workspaceId, first.id, later.id);
  }
  return first.id;
}

/** What a mail refers to, as kept: a bounce also refers to the message it returns. */
export function referencesOf(mail: MailFacts): string[] {
  const returned = mail.bounce?.originalMessageId;
  return [...new Set([...mail.references, ...(returned ? [returned] : [])].map(shortKey))].filter((ref) => ref !== '');
}

/** Two mails of one thread at the same moment: the second waits here, on a key made of each Message-ID, in one order. */
async function waitForThread(tx: Tx, channel: LoadedChannel, refs: string[]): Promise<void> {
  const keys = [...new Set(refs)].sort().map((ref) => `${channel.id} ${ref}`);
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select unnest(${keys}::text[]) as key) k`.execute(
    tx,
  );
}

async function threadsOf(tx: Tx, channel: LoadedChannel, own: string[], references: string[]) {
  const { rows } = await sql<{ id: string; contactId: number | null; byPerson: boolean }>`
    select c.id, c.contact_id, (c.link_by = 'operator' or c.assignee_id is not null) is true as by_person
    from conversation c where c.workspace_id = ${channel.workspaceId} and c.verdict is null and c.id = any(array(
      select t.root_id from (
        select conversation_id from message_ref
        where workspace_id = ${channel.workspaceId} and channel_id = ${channel.id} and ref = any(${references}::text[])
        union
        select conversation_id from message_ref
        where workspace_id = ${channel.workspaceId} and channel_id = ${channel.id} and ref = any(${own}::text[]) and not own) r
      join conversation t on t.workspace_id = ${channel.workspaceId} and t.id = r.conversation_id and t.verdict is null))
    order by c.first_at, c.first_place, c.id for update`.execute(tx);
  return rows;
}

const isLater = sql`(l.last_at, l.last_place) > (c.last_at, c.last_place)`;

/** The later conversation points to the earlier one and reads as part of it; entries stay where they are. */
async function takeIn(tx: Tx, workspaceId: string, rootId: string, laterId: string): Promise<void> {
  await sql`
    with later as (
      update conversation set merged_into = case when id = ${laterId} then ${rootId}::uuid else merged_into end, root_id = ${rootId}::uuid
      where workspace_id = ${workspaceId} and root_id = ${laterId} returning *)
    update conversation c set
      contact_id = coalesce(c.contact_id, l.contact_id), link = case when c.contact_id is null then coalesce(l.link, c.link) else c.link end,
      link_trust = case when c.contact_id is null then l.link_trust else c.link_trust end,
      link_by = case when c.contact_id is null then l.link_by else c.link_by end,
      subject = coalesce(c.subject, l.subject), client_name = coalesce(c.client_name, l.client_name), entries = c.entries + l.entries,
      last_at = case when ${isLater} then l.last_at else c.last_at end, last_place = case when ${isLater} then l.last_place else c.last_place end,
      last_text = case when ${isLater} then l.last_text else c.last_text end,
      last_direction = case when ${isLater} then l.last_direction else c.last_direction end,
      state = case when ${isLater} and c.assignee_id is null then l.state else c.state end
    from later l where c.workspace_id = ${workspaceId} and c.id = ${rootId} and l.id = ${laterId}`.execute(tx);
}
