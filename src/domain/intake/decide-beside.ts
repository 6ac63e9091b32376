import type { Tx } from '#db/database.ts';
import type { Decision, Recognition } from '../identity/decision.ts';
import { furtherEvidence, isAnotherPerson, recognise } from '../identity/recognise.ts';
import type { FoundConversation } from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { noteContrary } from './note-contrary.ts';

/** Decides whom a conversation is with, beside whom it is with already; null: all stays as it is. */
export async function decideBeside(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  asked: Recognition,
): Promise<Decision | null> {
  const { contactId } = conversation;
  const decision = recognise(asked);
  if (contactId === null) return decision;
  const isByPerson = conversation.linkBy === 'operator' || !conversation.isWaiting;
  if (isByPerson) return besidePerson(tx, channel, conversation, contactId, asked, decision);
  const moves = decision.outcome === 'link' || isAnotherPerson(asked, contactId);
  return moves ? decision : staying(asked, decision, conversation, contactId);
}

/**
 * Accepted by an operator or linked by one, it moves only by a person (R-REC-4): what speaks for another card is kept for them to answer. Anything
 * else may bring its values to the card, unless a person chose what goes there.
 */
async function besidePerson(
  tx: Tx,
  channel: LoadedChannel,
  conversation: FoundConversation,
  contactId: number,
  asked: Recognition,
  decision: Decision,
): Promise<Decision | null> {
  const isContrary = decision.outcome === 'link' && decision.contactId !== contactId;
  if (isContrary) await noteContrary(tx, channel.workspaceId, conversation.rootId, decision, asked.at);
  return isContrary || conversation.linkBy === 'operator' ? null : staying(asked, decision, conversation, contactId);
}

/** The conversation stays with its card, which gets what the evidence brings. */
function staying(
  asked: Recognition,
  decision: Decision,
  conversation: FoundConversation,
  contactId: number,
): Decision | null {
  const { linkTrust: strength, createdHere } = conversation;
  if (isAnotherPerson(asked, contactId)) return null;
  return { ...decision, outcome: 'link', contactId, ...furtherEvidence(asked, { contactId, strength, createdHere }) };
}
