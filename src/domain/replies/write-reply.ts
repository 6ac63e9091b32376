import { sql } from 'kysely';
import type { Entry } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import type { ReplyInput } from '#contract/reply.ts';
import { variablesIn } from '#contract/template-variables.ts';
import type { Tx } from '#db/database.ts';
import { maskedWords } from '../blocking/masked-words.ts';
import { firstAnswer } from '../conversations/first-answer.ts';
import { readEntry } from '../conversations/list-entries.ts';
import type { KeptAttachment } from '../intake/keep-attachments.ts';
import { storable } from '../intake/storable.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { throwAwayDraft } from './drafts.ts';
import { asAttached, keepSending, lastWords, mailBody, noteMessageId } from './keep-sending.ts';
import { claimWritten, keepWritten } from './keep-written.ts';
import { mailQuote } from './mail-quote.ts';
import { messageIdOf } from './message-id.ts';
import { cannotReply, clientChanged, missingVariables } from './reply-refusals.ts';
import { type ReplyTarget, replyTarget } from './reply-target.ts';
import { type Sendable, wayOf } from './reply-way.ts';

type GivenReply = Omit<ReplyInput, 'attachments'> & { attachments: KeptAttachment[] };

/**
 * Answers the client: the reply stands in the history at once, and leaves when its time to be taken back is over (jobs/send-replies.ts). The same
 * `replyId` again is the same reply. Who writes it has the conversation, or collaborates in it.
 * @param given its attachments' bytes lie in the blob store already.
 * @throws NOT_FOUND; FORBIDDEN for who has not accepted it; CONFLICT where there is no way, or another client by now; INVALID while a variable of a
 * template is not filled in.
 */
export async function writeReply(tx: Tx, actor: Actor, sendable: Sendable, given: GivenReply): Promise<Entry> {
  must(actor, 'reply');
  const before = await replyTarget(tx, actor, given.id, false, given.via);
  const had = await isKept(tx, actor, given.replyId);
  if (had) return readEntry(tx, actor, given.id, given.replyId);
  if (actor.type !== 'operator') throw cannotReply('notYours');
  const at = placeInTime(before);
  const claim = { channelId: before.channel.id, providerId: given.replyId, entryId: given.replyId, at };
  if (!(await claimWritten(tx, actor.workspaceId, claim))) return readEntry(tx, actor, given.id, given.replyId);

  const target = await replyTarget(tx, actor, given.id, true, given.via);
  const way = await wayOf(tx, actor, sendable, target);
  if (way.reason) throw cannotReply(way.reason);
  await refuseOtherClient(tx, actor, target, given.contactId);
  const text = await maskedWords(tx, actor.workspaceId, storable(given.text));
  const missing = variablesIn(text);
  if (missing.length > 0) throw missingVariables(missing);

  const quote = given.quote === false ? null : await mailQuote(tx, actor, target);
  const mail = way.mail && {
    ...way.mail,
    messageId: messageIdOf(given.replyId, target.channel.account),
    quote: quote && { entryId: quote.entryId, at: quote.at, introduction: quote.introduction },
  };
  await keepWritten(tx, actor.workspaceId, {
    id: given.replyId,
    at,
    kind: 'message',
    conversationId: target.conversationId,
    text: quote ? `${text}\n\n${quote.introduction}\n${quote.text}` : text,
    words: text, // what is quoted is found where it was written
    body: mail ? { ...mailBody(mail), ...(quote && { newLength: text.length }) } : {},
    by: actor,
    attachments: given.attachments.map(asAttached),
  });
  if (mail) await noteMessageId(tx, actor.workspaceId, target, mail.messageId);
  await keepSending(tx, actor, target, { ...given, at, mail, address: way.address });
  await answered(tx, actor.workspaceId, target, at, given.replyId, text);
  await throwAwayDraft(tx, actor, target.root.id);
  const contactIds = target.contactId === null ? {} : { contactIds: [target.contactId] };
  await announce(tx, actor.workspaceId, {
    topic: 'conversation',
    conversationId: target.root.id,
    what: 'message',
    ...contactIds,
  });
  return readEntry(tx, actor, given.id, given.replyId);
}

async function isKept(tx: Tx, { workspaceId }: Actor, replyId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sending')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('entryId', '=', replyId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Clocks of providers run up to so many milliseconds ahead of ours: an answer stands below what it answers all the same. */
const ahead = 5 * 60_000;

function placeInTime({ root }: ReplyTarget): Date {
  const [now, last] = [Date.now(), root.lastAt.getTime()]; // a millisecond after the last entry
  return new Date(last > now && last - now < ahead ? last : now);
}

/** Drafts know the card as it was: one that was merged since is the same client. */
async function refuseOtherClient(tx: Tx, actor: Actor, target: ReplyTarget, contactId: number | null): Promise<void> {
  if (contactId === target.contactId) return;
  const { rows } = await sql<{ survivorId: number }>`
    select survivor_id from contact where workspace_id = ${actor.workspaceId} and id = ${contactId}::bigint`.execute(
    tx,
  );
  if (contactId === null || rows[0]?.survivorId !== target.contactId) throw clientChanged(target.contactId);
}

/** The client waits no longer, and the last words are ours. The part that it stands in counts it, and the conversation it reads as. */
async function answered(
  tx: Tx,
  workspaceId: string,
  { root, conversationId, contactId }: ReplyTarget,
  at: Date,
  replyId: string,
  text: string,
): Promise<void> {
  const isLatest = sql`${at}::timestamptz >= last_at`;
  await sql`
    update conversation c set entries = entries + 1, ${firstAnswer(at)}, waiting_since = null,
      last_text = case when ${isLatest} then ${lastWords(text)} else last_text end,
      last_direction = case when ${isLatest} then 'out' else last_direction end,
      last_place = case when ${isLatest} then ${replyId} else last_place end, last_at = greatest(last_at, ${at}::timestamptz)
    where workspace_id = ${workspaceId} and id = any(${[...new Set([root.id, conversationId])]}::uuid[])`.execute(tx);
  if (contactId === null) return;
  await sql`update contact set last_contact_at = greatest(last_contact_at, ${at}::timestamptz)
    where workspace_id = ${workspaceId} and id = ${contactId}`.execute(tx);
  await sql`update contact_activity set last_at = greatest(last_at, ${at}::timestamptz)
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and queue_id = ${root.queueId}`.execute(tx);
}

/** So many bytes of attachments may hang on one reply: more than most mail servers take. */
export function refuseTooLarge(attachments: { size: number }[], most: number): void {
  const size = attachments.reduce((sum, one) => sum + one.size, 0);
  if (size > most)
    throw new Refusal(
      'TOO_LARGE',
      `The attachments are larger than the ${most / 1_000_000} MB that can be sent at once.`,
    );
}
