import { Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { InboundResult, ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { keptOutBy } from '../blocking/kept-out-by.ts';
import { withoutCards } from '../blocking/without-cards.ts';
import { asKept, offerName } from '../contacts/offer-name.ts';
import { recordChange } from '../history/record-change.ts';
import { type Evidence, evidenceOf } from '../identity/evidence.ts';
import { countHits } from '../identity/excluded-values.ts';
import { saidInFields } from '../identity/said-in-fields.ts';
import { type CheckedIdentity, tokenWarning } from '../identity/signed-identity.ts';
import { isCopyOfReply, noteBounce } from '../replies/came-back.ts';
import { type Delivery, deliveryOf } from './claim-delivery.ts';
import { findConversation } from './find-conversation.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import { keepEntry, type ToKeep } from './keep-entry.ts';
import type { LoadedChannel } from './load-channel.ts';
import { markUndeliverable } from './mark-undeliverable.ts';
import { type Recognised, recogniseClient } from './recognise-client.ts';
import { tellRoute } from './routing/tell-route.ts';
import { storable } from './storable.ts';
import { tagByRules } from './tag-by-rules.ts';
import { takeMessage } from './take-message.ts';
import { actorOf } from './write-to-card.ts';

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
  return receiveRead(tx, channel, await readMessage(channel, message));
}

/** A message with all that can be read from it alone, without the store. */
export interface ReadMessage {
  message: ReceivedMessage;
  evidence: Evidence[];
  delivery: Delivery;
  attachments: KeptAttachment[];
}

/** Reads one, its signed identity checked: before the transaction, which is not to wait for it. */
export async function readMessage(
  channel: LoadedChannel,
  { kept, ...given }: MessageToReceive,
  now = new Date(),
): Promise<ReadMessage> {
  const { item, ...rest } = storable(given);
  const identity = item.direction === 'in' ? await checkedIdentity(channel, item.identity, now) : null;
  const { said: fields, warnings } = saidInFields(channel, item, identity);
  if (identity && 'problem' in identity) warnings.push(tokenWarning(identity.problem));
  const message = { item, ...rest, warnings: [...(rest.warnings ?? []), ...warnings] };
  const evidence = evidenceOf(channel, message, { identity, fields });
  return { message, evidence, delivery: deliveryOf(channel, message, evidence), attachments: kept ?? [] };
}

async function checkedIdentity(
  channel: LoadedChannel,
  token: string | undefined,
  now: Date,
): Promise<CheckedIdentity | null> {
  if (token === undefined) return null;
  const checked = await channel.identities.check(token, now);
  return 'claims' in checked ? { claims: storable(checked.claims) } : checked;
}

/** The story itself. A message of a known sender takes two statements, that of a new one three. */
export async function receiveRead(tx: Tx, channel: LoadedChannel, read: ReadMessage): Promise<InboundResult> {
  const { evidence, delivery, attachments } = read;
  const { id } = read.message.item;
  if (await isCopyOfReply(tx, channel.workspaceId, read.message)) return { id, result: 'alreadyHad' };
  const taken = await takeMessage(tx, channel, read.message, delivery, evidence);
  if (!taken) return { id, result: 'alreadyHad' };

  // now that it is taken, which goes by the message as it came
  const message = channel.maskCards ? withoutCards(read.message) : read.message;
  const isAsked = channel.keepsOut && message.item.direction === 'in';
  const keptOut = isAsked ? await keptOutBy(tx, channel.workspaceId, evidence, delivery.at) : null;
  const conversation = await findConversation(tx, channel, message, delivery, taken);
  const recognised = await recogniseAndKeep(tx, channel, message, {
    delivery,
    conversation,
    evidence,
    attachments,
    keptOut,
  });
  if (message.mail?.bounce) {
    await markUndeliverable(tx, channel, message.mail.bounce, delivery.at);
    await noteBounce(tx, channel.workspaceId, message.mail.bounce);
  }
  if (keptOut) return { id, result: 'accepted', conversationId: conversation.rootId, contactId: null };
  await tagByRules(tx, channel, message, conversation.rootId, delivery.at);
  await tellRoute(tx, channel, conversation, delivery.at);
  await countHits(tx, channel.workspaceId, recognised.excluded);
  return { id, result: 'accepted', conversationId: conversation.rootId, contactId: toldTo(recognised) };
}

/**
 * Decides who it is, and keeps the message with that. What was decided on and not written to is held only then: where the card lies in the bin by now, it is
 * decided anew on what is left.
 */
async function recogniseAndKeep(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  found: Pick<ToKeep, 'delivery' | 'conversation' | 'evidence' | 'attachments' | 'keptOut'>,
): Promise<Recognised> {
  const { workspaceId } = channel;
  const { delivery, evidence, keptOut } = found;
  let { conversation } = found;
  for (let attempt = 0; attempt < 5; attempt++) {
    const recognised = keptOut
      ? { contactId: conversation.contactId, trust: null, link: null, later: null, excluded: [] }
      : await recogniseClient(tx, channel, message, conversation, evidence, delivery.at);
    const { contactId, link, later } = recognised;
    const offered = later?.name ?? null;
    const name = offered && asKept(offered);
    const raise = later?.raise ?? [];
    const kept = await keepEntry(tx, channel, message, { ...found, conversation, contactId, link, name, raise });
    if (kept?.isBetterName && later && offered && kept.survivorId !== null) {
      const items = await offerName(tx, workspaceId, kept.survivorId, offered);
      await recordChange(tx, actorOf(channel), { ...later.change, items });
    }
    if (kept) return recognised;
    conversation = { ...conversation, known: null };
  }
  throw new Refusal('UNAVAILABLE', 'The cards of this client change at this moment. Send this message again.');
}

/** The card, unless only a claim leads to it: else whoever may send could learn by claims whom the directory has (R-REC-5). */
function toldTo({ contactId, trust }: Recognised): number | null {
  return trust !== null && trustLevel(trust) > trustLevel('claimed') ? contactId : null;
}
