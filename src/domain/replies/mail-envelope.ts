import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { canonicalEmail } from '../identity/canonical.ts';
import { ownAddresses } from '../intake/own-mail-channel.ts';
import { type MailPerson, mailRecipients, replySubject } from './mail-recipients.ts';
import type { MailEnvelope } from './reply-sender.ts';
import type { ReplyTarget } from './reply-target.ts';

/** How a mail of a conversation is answered: to whom, with which subject, and in which thread. */
export async function mailEnvelope(
  tx: Tx,
  workspaceId: string,
  target: ReplyTarget,
): Promise<Omit<MailEnvelope, 'messageId'>> {
  const own = new Set([...(await ownAddresses(tx, workspaceId)), canonicalEmail(target.channel.account)]);
  const answered =
    (await lastMail(
      tx,
      workspaceId,
      target,
      sql`e.direction = 'in' and e.body #>> '{mail,automatic}' is distinct from 'bounce'`,
    )) ?? (await lastMail(tx, workspaceId, target, sql`e.direction = 'out'`));
  const people = answered?.people ?? (await participantsOf(tx, workspaceId, target));
  const thread = await threadOf(tx, workspaceId, target);
  return {
    ...mailRecipients(people, answered?.direction ?? 'in', own),
    subject: replySubject(answered?.subject ?? target.subject),
    ...thread,
  };
}

interface LastMail {
  direction: 'in' | 'out';
  subject: string | null;
  messageId: string | null;
  references: string[] | null;
  people: MailPerson[] | null;
}

/** The newest message of the conversation that left or came in, of those that are asked for. Mails of old have no people noted: their conversation has. */
async function lastMail(
  tx: Tx,
  workspaceId: string,
  { conversationId, root }: ReplyTarget,
  asked: ReturnType<typeof sql>,
): Promise<LastMail | undefined> {
  const { rows } = await sql<LastMail>`
    select e.direction, e.body ->> 'subject' as subject, e.body #>> '{mail,messageId}' as message_id, e.body #> '{mail,references}' as references,
      e.body #> '{mail,people}' as people
    from entry e
    where e.workspace_id = ${workspaceId} and e.conversation_id = ${conversationId} and e.at >= ${root.firstAt} and e.at <= ${root.lastAt}
      and e.kind = 'message' and ${asked} and not exists (select from sending s
        where s.workspace_id = e.workspace_id and s.entry_id = e.id and s.state in ('cancelled', 'failed'))
    order by e.at desc, e.place desc, e.id desc limit 1`.execute(tx);
  return rows[0];
}

async function participantsOf(tx: Tx, workspaceId: string, { conversationId }: ReplyTarget): Promise<MailPerson[]> {
  const { rows } = await sql<MailPerson>`
    select display as value, name, role from participant
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and kind = 'email' order by first_at, place, key limit 100`.execute(
    tx,
  );
  return rows;
}

/** So many ids a mail refers to: the thread's first, and its newest. */
const mostReferences = 20;

/** In-Reply-To and References of an answer to the conversation's last message (RFC 5322, 3.6.4). */
async function threadOf(
  tx: Tx,
  workspaceId: string,
  target: ReplyTarget,
): Promise<Pick<MailEnvelope, 'inReplyTo' | 'references'>> {
  const last = await lastMail(tx, workspaceId, target, sql`e.body #>> '{mail,messageId}' is not null`);
  if (!last?.messageId) return { inReplyTo: null, references: await knownIds(tx, workspaceId, target) };
  const all = [...(last.references ?? []).filter((one) => one !== last.messageId), last.messageId];
  const references = all.length > mostReferences ? [...all.slice(0, 1), ...all.slice(1 - mostReferences)] : all;
  return { inReplyTo: last.messageId, references };
}

/** Of mails whose own ids were not noted with them: what the thread is found by. */
async function knownIds(tx: Tx, workspaceId: string, { conversationId, channel }: ReplyTarget): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select ref from message_ref where workspace_id = ${workspaceId} and channel_id = ${channel.id} and conversation_id = ${conversationId} and own
      and ref not like 'sha256:%' order by ref limit ${mostReferences}`.execute(tx);
  return rows.map((row) => row.ref);
}
