import { sql } from 'kysely';
import type { BeginInput, WayToWrite } from '#contract/begin.ts';
import type { Conversation } from '#contract/conversation.ts';
import { Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import { variablesIn } from '#contract/template-variables.ts';
import type { Tx } from '#db/database.ts';
import { maskedWords } from '../../blocking/masked-words.ts';
import { lockCard } from '../../contacts/card-state.ts';
import { shortKey } from '../../identity/short-key.ts';
import type { KeptAttachment } from '../../intake/keep-attachments.ts';
import { storable } from '../../intake/storable.ts';
import { announce } from '../../live/announce.ts';
import type { Actor, OperatorActor } from '../../operators/actor.ts';
import { mustBeOperator } from '../../operators/policy.ts';
import { asAttached, keepSending, lastWords, mailBody, noteMessageId } from '../../replies/keep-sending.ts';
import { claimWritten, keepWritten } from '../../replies/keep-written.ts';
import { messageIdOf } from '../../replies/message-id.ts';
import { missingVariables } from '../../replies/reply-refusals.ts';
import type { ChannelAddress, MailEnvelope } from '../../replies/reply-sender.ts';
import type { Sendable } from '../../replies/reply-way.ts';
import { keepPart } from '../desk/desk-conversation.ts';
import { readConversation } from '../read-conversation.ts';
import { recountActivity } from '../recount-activity.ts';
import { begunThread } from './begun-thread.ts';
import { waysToWrite } from './ways-to-write.ts';

type Given = Omit<BeginInput, 'attachments'> & { attachments: KeptAttachment[] };

/**
 * Begins a conversation with a client (R-DIR-10): it is linked to the card by the operator who has it from the first word, and the message leaves as a
 * reply does. The client's answer comes into it: by the Message-ID of a mail, by the thread of any other channel. The same ids again are the same
 * conversation.
 * @param given its attachments' bytes lie in the blob store already.
 * @throws NOT_FOUND for no card, or one that the actor may not see; INVALID for an address that is not on it or that the channel cannot reach, a mail without
 * subject, or a variable without its value; CONFLICT for a card in the bin, a warning that was not read (data.reason `doNotContact`, `undeliverable`), or
 * while a conversation runs there (`runsAlready`); FORBIDDEN in a queue of others.
 */
export async function beginConversation(tx: Tx, actor: Actor, sendable: Sendable, given: Given): Promise<Conversation> {
  const operator = mustBeOperator(actor, 'reply');
  const { conversationId, replyId, channelId } = given;
  if (await isBegun(tx, operator, given)) return readConversation(tx, actor, conversationId);
  const known = await waysToWrite(tx, actor, sendable, given.id);
  const way = known.ways.find(({ channel, to }) => channel.id === channelId && isSameAddress(to, given.to));
  if (!way) throw notOnCard();
  const queueId = given.queueId ?? known.queues.find(({ id }) => id === way.queueId)?.id ?? known.queues[0]?.id;
  if (!queueId || !known.queues.some(({ id }) => id === queueId))
    throw new Refusal('FORBIDDEN', 'A conversation is begun in a queue of one’s own.');
  refuseUnread(known.doNotContact, way, given.despite);
  const read = readWords(given, way);
  const words = { ...read, text: await maskedWords(tx, actor.workspaceId, read.text) };

  const value = { kind: way.to.kind, account: way.to.account, key: way.to.value };
  const isMail = way.channel.kind === 'email';
  // the client's messages of this moment first, then the delivery, then conversations, then the card: the order of everybody
  const { thread, related } = isMail
    ? { thread: shortKey(`mail:${messageIdOf(replyId, way.channel.account)}`), related: null }
    : await begunThread(tx, actor, channelId, value, conversationId);
  const at = new Date();
  if (!(await claimWritten(tx, actor.workspaceId, { channelId, providerId: replyId, entryId: replyId, at }))) {
    if (await isBegun(tx, operator, given)) return readConversation(tx, actor, conversationId);
    throw taken();
  }
  const card = await lockCard(tx, actor, given.id);
  if (card.state !== 'active')
    throw new Refusal('CONFLICT', 'This card is in the bin. Restore it first.', { reason: 'inBin' });
  const begun = { ...given, ...words, thread, related, queueId, contactId: card.id, at, way };
  await keepConversation(tx, operator, begun);
  const mail = isMail ? envelopeOf(begun, card.name?.value ?? '') : null;
  await keepWritten(tx, actor.workspaceId, {
    id: replyId,
    at,
    kind: 'message',
    conversationId,
    text: words.text,
    body: mail ? mailBody(mail) : {},
    by: operator,
    attachments: given.attachments.map(asAttached),
  });
  const channel = { ...way.channel, enabled: true, deliverTo: null };
  if (mail) await noteMessageId(tx, actor.workspaceId, { conversationId, channel }, mail.messageId);
  const address = mail ? null : addressOf(way, thread);
  const target = { channel, conversationId, root: { id: conversationId } };
  await keepSending(tx, operator, target, { replyId, delay: given.delay, at, mail, address });
  await keepPart(tx, actor.workspaceId, conversationId, operator.id);
  await recountActivity(tx, actor.workspaceId, card.id);
  await announce(tx, actor.workspaceId, {
    topic: 'conversation',
    conversationId,
    what: 'message',
    contactIds: [card.id],
  });
  return readConversation(tx, actor, conversationId);
}

/** @throws CONFLICT where the ids stand for something else. */
async function isBegun(tx: Tx, operator: OperatorActor, { conversationId, replyId }: Given): Promise<boolean> {
  const { rows } = await sql<{ isSame: boolean }>`
    select c.begun_by = ${operator.id}::uuid and exists (select from sending s where s.workspace_id = c.workspace_id and s.entry_id = ${replyId}
      and s.conversation_id = c.id) as is_same
    from conversation c where c.workspace_id = ${operator.workspaceId} and c.id = ${conversationId}`.execute(tx);
  if (rows[0] && !rows[0].isSame) throw taken();
  return rows.length > 0;
}

function taken(): Refusal {
  return new Refusal('CONFLICT', 'This id stands for another conversation. Make a new one.');
}

function isSameAddress(one: WayToWrite['to'], { kind, value, account }: Given['to']): boolean {
  return one.kind === kind && one.account === account && (one.value === value || one.display === value);
}

function notOnCard(): Refusal {
  const message = 'This channel cannot write to that address, or the address is not on the card any more.';
  return new Refusal('INVALID', message, { fields: { to: message } });
}

/** What a person has to say twice. */
function refuseUnread(doNotContact: boolean, way: WayToWrite, despite: Given['despite']): void {
  const refuse = (reason: Given['despite'][number], message: string) => {
    if (!despite.includes(reason)) throw new Refusal('CONFLICT', message, { reason, data: { reason } });
  };
  if (doNotContact) refuse('doNotContact', 'This client is not to be contacted. Say that it is meant so.');
  if (way.undeliverableAt !== null)
    refuse('undeliverable', 'Messages to this address came back. Choose another one, or say that it is meant so.');
}

function readWords(given: Given, way: WayToWrite): { text: string; subject: string | null } {
  const text = storable(given.text);
  const missing = variablesIn(`${given.subject ?? ''}\n${text}`);
  if (missing.length > 0) throw missingVariables(missing);
  if (way.channel.kind !== 'email') return { text, subject: null };
  const subject = storable(given.subject ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (subject === '')
    throw new Refusal('INVALID', 'A mail needs a subject.', { fields: { subject: 'Write a subject.' } });
  return { text, subject };
}

interface Begun extends Given {
  subject: string | undefined;
}

/** Open, in the hands of who began it, with the card by their word (R-REC-6), and the client among who takes part, by address. */
async function keepConversation(
  tx: Tx,
  operator: OperatorActor,
  begun: Omit<Begun, 'subject'> & {
    subject: string | null;
    thread: string;
    related: string | null;
    queueId: string;
    contactId: number;
    at: Date;
    way: WayToWrite;
  },
): Promise<void> {
  const { conversationId, way, at, text, subject, contactId, related, replyId } = begun;
  const { workspaceId, id, name } = operator;
  const link: LinkReason = {
    rule: 'begun',
    evidence: null,
    strength: 'operator',
    rejected: [],
    at: at.toISOString(),
    by: name,
  };
  await sql`
    insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, assignee_id, accepted_at, state, contact_id, link, link_trust, link_by,
      subject, client_display, first_at, first_place, last_at, last_place, last_text, last_direction, entries, details, begun_by)
    values (${workspaceId}, ${conversationId}, ${conversationId}, ${way.channel.id}, ${begun.thread}, ${begun.queueId}, ${id}, ${at}, 'open', ${contactId},
      ${JSON.stringify(link)}, ${trustLevel('operator')}, 'operator', ${subject}, ${way.to.display}, ${at}, ${replyId}, ${at}, ${replyId},
      ${lastWords(text)}, 'out', 1, ${JSON.stringify(related === null ? {} : { related })}, ${id})`.execute(tx);
  await tx
    .insertInto('participant')
    .values({
      workspaceId,
      conversationId,
      kind: way.to.kind,
      account: way.to.account,
      key: way.to.value,
      role: 'to',
      display: way.to.display,
      name: null,
      trust: trustLevel('claimed'),
      listed: way.channel.kind === 'email',
      firstAt: at,
      place: 0,
    })
    .execute();
}

function envelopeOf(
  { way, subject, replyId }: { way: WayToWrite; subject: string | null; replyId: string },
  name: string,
) {
  return {
    to: [{ name, address: way.to.value }],
    cc: [],
    subject: subject ?? '',
    messageId: messageIdOf(replyId, way.channel.account),
    inReplyTo: null,
    references: [],
  } satisfies MailEnvelope;
}

function addressOf({ to }: WayToWrite, thread: string): ChannelAddress {
  const { kind, value, account } = to;
  return {
    to: { kind, value, account, name: null },
    conversation: thread.startsWith('id:') ? thread.slice(3) : null,
  };
}
