import { Refusal } from '#contract/errors.ts';
import { type Trust, trustLevel } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { moveConversation } from '../conversations/move-conversation.ts';
import { type NewChange, recordChange, type TouchedValue } from '../history/record-change.ts';
import { type Decision, named } from '../identity/decision.ts';
import { announce } from '../live/announce.ts';
import type { FoundConversation } from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { actorOf, changeBy, linkAlone, makeCard, type Written, writeToCard } from './write-to-card.ts';

/** Where a message's conversation stands after its decision. `link`: what is to be written with a conversation that begins with it. */
export interface Applied {
  contactId: number | null;
  /** How far the link is to be trusted; null where there is none. */
  trust: Trust | null;
  link: { reason: LinkReason; trust: number | null } | null;
  /** What is written to the card when the message is kept, and the change that tells of it where it tells of it. */
  later: (NonNullable<Written['later']> & { change: Omit<NewChange, 'items'> }) | null;
}

/**
 * Writes a decision and its change: the new card or the link, the values that go to the card, the reason.
 * @returns null where the decision leaves all as it is.
 */
export async function applyDecision(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  at: Date,
  decide: () => Promise<Decision | null>,
): Promise<Applied | null> {
  const done = await writeDecision(tx, channel, conversation, at, decide);
  if (!done) return null;
  const { decision, touched, ...applied } = done;
  if (touched.length > 0)
    await recordChange(tx, actorOf(channel), { ...changeBy(conversation, decision), items: touched });
  return applied;
}

/** A decision that was written, with what it touched and the history does not tell of yet. */
export interface Done extends Applied {
  decision: Decision;
  touched: TouchedValue[];
}

/**
 * Writes a decision. When somebody else took a value at this very moment, everything is decided anew on what they left: two first messages of one
 * person make one card (R-REC-9).
 */
export async function writeDecision(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  at: Date,
  decide: () => Promise<Decision | null>,
): Promise<Done | null> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const decision = await decide();
    if (!decision) return null;
    const written = await write(tx, channel, conversation, at, decision);
    if (!written) continue;
    const { contactId, touched, rejected } = written;
    const later = written.later ? { ...written.later, change: changeBy(conversation, decision) } : null;
    if (contactId === conversation.contactId && !conversation.begins && contactId !== null)
      return { decision, touched, contactId, trust: conversation.linkTrust, link: null, later };
    const reason = reasonOf({ ...decision, rejected: [...decision.rejected, ...rejected] }, at);
    const link = await keepReason(tx, channel, conversation, contactId, reason);
    const trust = decision.strength;
    return { decision, contactId, trust, link, later, touched: [...touched, ...movedFrom(conversation, contactId)] };
  }
  throw new Refusal('UNAVAILABLE', 'Too many messages of this client arrived at once. Send this one again.');
}

async function write(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  at: Date,
  decision: Decision,
): Promise<Written | null> {
  if (decision.outcome === 'create') return makeCard(tx, channel, conversation, decision, at);
  if (decision.contactId === null) return { contactId: null, touched: [], rejected: [] };
  const { contactId } = decision;
  return (
    linkAlone(channel, conversation, decision, contactId, at) ??
    writeToCard(tx, channel, conversation, decision, contactId, at)
  );
}

/** The item of a link that moves: on both cards, so that it stands in both histories. */
function movedFrom({ begins, rootId, contactId }: FoundConversation, to: number | null): TouchedValue[] {
  if (begins || contactId === to) return [];
  const side = (card: number | null) => ({ conversationId: rootId, contactId: card });
  const cards = [contactId, to].filter((card) => card !== null);
  return cards.map((card) => ({ contactId: card, target: 'link', before: side(contactId), after: side(to) }));
}

/** The decision as it stands with the conversation, whole (R-REC-6). */
function reasonOf(decision: Decision, at: Date): LinkReason {
  return {
    rule: decision.rule,
    evidence: decision.evidence && named(decision.evidence),
    strength: decision.strength,
    ...(decision.evidence?.authenticatedBy && { authenticatedBy: decision.evidence.authenticatedBy }),
    rejected: decision.rejected.slice(0, 50),
    at: at.toISOString(),
    by: null,
  };
}

/** Keeps the reason: with a new conversation when that is kept, with another at once. */
async function keepReason(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  contactId: number | null,
  reason: LinkReason,
): Promise<Applied['link']> {
  const trust = reason.strength === null ? null : trustLevel(reason.strength);
  if (conversation.begins) return { reason, trust };
  await moveConversation(tx, channel.workspaceId, {
    conversationId: conversation.rootId,
    to: contactId,
    link: reason,
    linkTrust: trust,
    linkBy: 'rule',
  });
  if (contactId !== null) {
    await announce(tx, channel.workspaceId, {
      topic: 'conversation',
      conversationId: conversation.rootId,
      contactIds: [contactId],
      what: 'link',
    });
  }
  return null;
}
