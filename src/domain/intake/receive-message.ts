import type { InboundResult, ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { type Evidence, evidenceOf } from '../identity/evidence.ts';
import { knownValues } from '../identity/known-values.ts';
import { furtherEvidence, type Recognition, recognise } from '../identity/recognise.ts';
import { type Applied, applyDecision } from './apply-decision.ts';
import { claimDelivery, type Delivery, deliveryOf } from './claim-delivery.ts';
import { findConversation } from './find-conversation.ts';
import type { FoundConversation } from './found-conversation.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import { keepEntry } from './keep-entry.ts';
import type { LoadedChannel } from './load-channel.ts';
import { markUndeliverable } from './mark-undeliverable.ts';
import { storable } from './storable.ts';

export type MessageToReceive = ReceivedMessage & { kept?: KeptAttachment[] };

/**
 * An incoming message becomes a contact's history. In the caller's transaction, whole or not at all:
 * already seen? → conversation → evidence → recognise → link → keep the message → announce.
 * A message that was seen before changes nothing (R-REC-9).
 * @param message as its channel's translator made it; `kept` are its attachments, whose bytes lie in the blob store already.
 */
export async function receiveMessage(
  tx: Tx,
  channel: LoadedChannel,
  message: MessageToReceive,
): Promise<InboundResult> {
  return receiveRead(tx, channel, readMessage(channel, message));
}

/** A message with all that can be read from it alone, without the store. */
export interface ReadMessage {
  message: ReceivedMessage;
  evidence: Evidence[];
  delivery: Delivery;
  attachments: KeptAttachment[];
}

export function readMessage(channel: LoadedChannel, { kept, ...given }: MessageToReceive): ReadMessage {
  const message = storable(given);
  const evidence = evidenceOf(channel, message);
  return { message, evidence, delivery: deliveryOf(channel, message, evidence), attachments: kept ?? [] };
}

/** The story itself. A message of a known sender takes three statements, four where it begins a conversation. */
export async function receiveRead(tx: Tx, channel: LoadedChannel, read: ReadMessage): Promise<InboundResult> {
  const { message, evidence, delivery, attachments } = read;
  const { id } = message.item;
  if (!(await claimDelivery(tx, channel, delivery))) return { id, result: 'alreadyHad' };

  const conversation = await findConversation(tx, channel, message, delivery);
  const { contactId, link } = await recogniseClient(tx, channel, message, conversation, evidence, delivery.at);
  await keepEntry(tx, channel, message, { delivery, conversation, contactId, link, evidence, attachments });
  if (message.mail?.bounce) await markUndeliverable(tx, channel, message.mail.bounce, delivery.at);
  return { id, result: 'accepted', conversationId: conversation.rootId, contactId };
}

/** Decides who it is, unless that is decided: by a person, for a thread once and for all, or since nothing new is known. */
async function recogniseClient(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  conversation: FoundConversation,
  evidence: Evidence[],
  at: Date,
): Promise<Applied> {
  const isThread = message.mail !== undefined;
  const brings = evidence.some((one) => !conversation.evidence.some((had) => sameEvidence(had, one)));
  const isDecided = conversation.linkBy === 'operator' || (conversation.contactId !== null && (isThread || !brings));
  if (isDecided || evidence.length === 0) return { contactId: conversation.contactId, link: null };

  const all = [...conversation.evidence.filter((had) => !evidence.some((one) => sameEvidence(had, one))), ...evidence];
  const question = async (): Promise<Recognition> => ({
    evidence: all,
    known: await knownValues(tx, channel.workspaceId, all),
    rules: channel.settings,
    at,
    failedCheck: message.mail?.verdict === 'failed',
    automatic: message.mail?.automatic != null,
    thread: isThread,
    ownForms: channel.kind === 'webchat',
  });
  return applyDecision(tx, channel, conversation, at, async () => {
    const asked = await question();
    const decision = recognise(asked);
    if (conversation.contactId === null || (decision.outcome === 'link' && conversation.isWaiting)) return decision;
    const card = {
      contactId: conversation.contactId,
      strength: conversation.linkTrust,
      createdHere: conversation.createdHere,
    };
    return { ...decision, outcome: 'link', contactId: card.contactId, ...furtherEvidence(asked, card) };
  });
}

function sameEvidence(a: Evidence, b: Evidence): boolean {
  return a.kind === b.kind && a.account === b.account && a.key === b.key && a.role === b.role && a.trust >= b.trust;
}
