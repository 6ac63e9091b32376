import { randomUUID } from 'node:crypto';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { LiveEvent } from '#contract/live.ts';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { noteAnnouncement } from '#db/outbox.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { KeptOutBy } from '../blocking/kept-out-by.ts';
import type { ValueToAttach } from '../contacts/attach-values.ts';
import { type Evidence, says } from '../identity/evidence.ts';
import { shortKey } from '../identity/short-key.ts';
import type { Applied } from './apply-decision.ts';
import type { Delivery } from './claim-delivery.ts';
import { referencesOf } from './find-mail-thread.ts';
import type { Beginning, FoundConversation } from './found-conversation.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import { type KeepShape, type KeepValues, type Kept, keepStatement } from './keep-entry-text.ts';
import type { LoadedChannel } from './load-channel.ts';
import { raisedValues } from './raise-trust.ts';
import { recountWaiting } from './recount-waiting.ts';
import { howPickedUp, pickedUp, stateAfter } from './state-after.ts';
import { bodyOf, lastWords, transcriptOf } from './words-of-entry.ts';

export interface ToKeep {
  delivery: Delivery;
  conversation: FoundConversation;
  contactId: number | null;
  /** The decision, for a conversation that begins with this message. */
  link: Applied['link'];
  /** A name that is offered to that card: kept here where the card reads so already. */
  name: AttributeValue | null;
  /** Values of that card that are to be trusted more. */
  raise: ValueToAttach[];
  evidence: Evidence[];
  attachments: KeptAttachment[];
  /** Its sender is kept out (R-DSK-5): it waits for nobody, moves no card, and no screen is told. */
  keptOut: KeptOutBy | null;
}

/**
 * Keeps a message with all that hangs on it in one statement: its conversation begun or its times and last words, the entry, who took part, references,
 * attachments, last seen, last contact, and the word to the screens. Every column is a maximum, minimum or the state of the latest
 * event: the order of arrival leaves no trace (R-REC-9).
 * @returns null when the card of a conversation that begins with it was laid into the bin meanwhile, or lost a value: then nothing is written.
 */
export async function keepEntry(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  keep: ToKeep,
): Promise<Kept | null> {
  const said = keep.evidence.filter((one) => !isToldBy(keep.conversation, one, keep.delivery));
  const shape = shapeOf(channel, message, keep, said);
  const { rows } = await keepStatement(tx, shape, valuesOf(channel, message, keep, said, shape));
  if (keep.keptOut) return { survivorId: null, isBetterName: false, inDoubt: false };
  const [kept] = rows;
  if (!kept) return null;
  noteAnnouncement(tx);
  if (kept.inDoubt) await recountWaiting(tx, channel, keep.conversation.rootId);
  return kept;
}

function shapeOf(channel: LoadedChannel, message: ReceivedMessage, keep: ToKeep, said: Evidence[]): KeepShape {
  const { conversation, evidence, keptOut } = keep;
  const { item, mail } = message;
  const sender = senderOf(evidence);
  return {
    begins: conversation.begins !== null,
    isMerged: conversation.id !== conversation.rootId,
    isIn: item.direction === 'in',
    isMail: mail !== undefined,
    keptOut: keptOut !== null,
    state: keptOut ? null : stateAfter(channel, message, keep.delivery),
    picked: howPickedUp(message),
    mayGoBack: conversation.mayGoBack,
    hasSender: sender !== undefined,
    hasName: sender?.name != null,
    hasSubject: item.subject !== undefined,
    hasParameters: Object.keys(item.parameters ?? {}).length > 0,
    hasCard: keep.contactId !== null,
    offers: keep.name !== null,
    raises: keep.raise.length > 0,
    participates: said.length > 0,
    refers: refsToKeep(mail).length > 0,
    attaches: keep.attachments.length > 0,
    sees: evidence.some(isSeen),
  };
}

function valuesOf(
  channel: LoadedChannel,
  message: ReceivedMessage,
  keep: ToKeep,
  said: Evidence[],
  { state, keptOut: isKeptOut }: KeepShape,
): KeepValues {
  const { delivery, conversation, contactId, link, name, evidence, attachments, keptOut } = keep;
  const { id, rootId, begins } = conversation;
  const { at, place, entryId, claimedAt } = delivery;
  const { item, mail } = message;
  const sender = senderOf(evidence);
  const picked = state && pickedUp(message);
  const isIn = item.direction === 'in' && !isKeptOut;
  const seen = evidence.filter(isSeen);
  const live: LiveEvent = {
    topic: 'conversation',
    conversationId: rootId,
    what: 'message',
    ...(contactId ? { contactIds: [contactId] } : {}),
  };
  return {
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    channelKind: channel.kind,
    conversationId: id,
    rootId,
    queueId: begins?.queueId ?? null,
    thread: begins?.thread ?? null,
    contactId,
    link: link && JSON.stringify(link.reason),
    linkTrust: link?.trust ?? null,
    linkBy: link && 'rule',
    name: name?.value ?? null,
    nameSource: name?.source ?? null,
    nameRank: name?.rank ?? null,
    nameAt: name?.at ?? null,
    ...raisedValues(keep.raise),
    at,
    place,
    subject: item.subject?.slice(0, 2_000) ?? null,
    verdict: mail?.verdict === 'failed' ? 'failed' : null,
    isAutomatic: mail?.automatic != null,
    parameters: JSON.stringify(item.parameters ?? {}),
    clientName: sender?.name ?? null,
    clientDisplay: (sender ?? evidence[0])?.display ?? item.from.value,
    lastText: lastWords(message),
    direction: item.direction,
    details: JSON.stringify(begins ? detailsOf(begins) : {}),
    waitingSince: state === 'waiting' ? at : null,
    lastInAt: isIn ? at : null,
    lastInPlace: isIn ? place : '',
    answeredAt: picked && at,
    waited: picked?.waited ?? null,
    keptHow: keptOut?.how ?? null,
    keptId: keptOut?.id ?? null,
    entryId,
    kind: item.type,
    sender: JSON.stringify({ kind: item.from.kind, value: item.from.value, name: item.from.name }),
    text: item.text ?? null,
    body: JSON.stringify(bodyOf(message)),
    claimedAt,
    words: searchVector(item.subject, item.text, transcriptOf(message), attachments.map((one) => one.name).join(' ')),
    isListed: mail !== undefined && mail.verdict !== 'failed' && !isKeptOut,
    saidKinds: said.map((one) => one.kind),
    saidAccounts: said.map((one) => one.account),
    saidKeys: said.map((one) => one.key),
    saidRoles: said.map((one) => one.role),
    saidDisplays: said.map((one) => one.display),
    saidNames: said.map((one) => one.name),
    saidTrusts: said.map((one) => one.trust),
    saidPlaces: said.map((one) => one.place),
    refs: refsToKeep(mail),
    ownRef: mail?.messageId ? shortKey(mail.messageId) : '',
    fileIds: attachments.map(() => randomUUID()),
    fileNames: attachments.map((one) => one.name),
    fileTypes: attachments.map((one) => one.type),
    fileSizes: attachments.map((one) => one.size),
    fileDigests: attachments.map((one) => one.digest?.toString('hex') ?? null),
    fileUrls: attachments.map((one) => one.url),
    filePlaces: attachments.map((_, number) => number),
    seenKinds: seen.map((one) => one.kind),
    seenAccounts: seen.map((one) => one.account),
    seenKeys: seen.map((one) => one.key),
    begun: begins ? 1 : 0,
    outboxId: randomUUID(),
    event: JSON.stringify(live),
  };
}

function detailsOf({ looksLikeReplyTo, related }: Beginning) {
  return { ...(looksLikeReplyTo !== null && { looksLikeReplyTo }), ...(related !== null && { related }) };
}

/** Whether what a conversation keeps of a value would stay as it is: so it is nearly always where one runs. */
function isToldBy({ id, evidence }: FoundConversation, one: Evidence, { at }: Delivery): boolean {
  return evidence.some(
    (had) =>
      had.firstIn === id &&
      says(had, one) &&
      (had.name !== null || one.name === null) &&
      new Date(had.firstAt ?? at).getTime() <= at.getTime(),
  );
}

/** What a mail is found by, and what it refers to. */
function refsToKeep(mail: ReceivedMessage['mail']): string[] {
  if (!mail) return [];
  const own = mail.messageId ? [shortKey(mail.messageId)] : [];
  return [...new Set([...own, ...referencesOf(mail)])];
}

function isSeen({ origin }: Evidence): boolean {
  return origin !== 'participant';
}

function senderOf(evidence: Evidence[]): Evidence | undefined {
  return evidence.find((one) => one.origin === 'sender');
}
