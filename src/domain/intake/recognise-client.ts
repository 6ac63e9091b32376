import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import type { Decision } from '../identity/decision.ts';
import { type Evidence, says } from '../identity/evidence.ts';
import type { KnownValue } from '../identity/known-values.ts';
import { whoSpeaks } from '../identity/who-speaks.ts';
import { type Applied, applyDecision } from './apply-decision.ts';
import { decideBeside } from './decide-beside.ts';
import type { FoundConversation } from './found-conversation.ts';
import type { LoadedChannel } from './load-channel.ts';
import { questionOf } from './question-of.ts';

/** What became of a conversation's client, and the values of the message that never identify (R-ID-7). */
export interface Recognised extends Applied {
  excluded: Evidence[];
}

/** Decides who it is, unless that is decided: by a person, for a thread once and for all, or since nothing new is known. */
export async function recogniseClient(
  tx: Tx,
  channel: LoadedChannel,
  message: ReceivedMessage,
  conversation: FoundConversation,
  evidence: Evidence[],
  at: Date,
): Promise<Recognised> {
  const { contactId, linkTrust: trust } = conversation;
  const asItIs = { contactId, trust, link: null, later: null, excluded: [] };
  if (evidence.length === 0 || isDecided(conversation, evidence, message.mail !== undefined)) return asItIs;
  const speaking = whoSpeaks(conversation.evidence, evidence, at);
  if (!speaking) return asItIs;

  const facts = {
    at,
    failedCheck: message.mail?.verdict === 'failed',
    automatic: message.mail?.automatic != null,
    thread: message.mail !== undefined,
    setAside: conversation.setAside,
  };
  let known: KnownValue[] = [];
  let ahead = conversation.known; // good for one decision: whoever decides again does so since it is no longer so
  const decide = async (): Promise<Decision | null> => {
    const asked = await questionOf(tx, channel, speaking, facts, ahead);
    ({ known } = asked);
    ahead = null;
    return decideBeside(tx, channel, conversation, asked);
  };
  const applied = (await applyDecision(tx, channel, conversation, at, decide)) ?? asItIs;
  return { ...applied, excluded: evidence.filter((one) => one.origin !== 'participant' && isExcluded(one, known)) };
}

function isDecided(conversation: FoundConversation, evidence: Evidence[], isThread: boolean): boolean {
  if (conversation.contactId === null) return conversation.linkBy === 'operator';
  return isThread || evidence.every((one) => conversation.evidence.some((had) => says(had, one)));
}

function isExcluded(one: Evidence, known: KnownValue[]): boolean {
  return known.some((value) => value.excluded && value.kind === one.kind && value.key === one.key);
}
