import { type Trust, trustLevel } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import { keyText } from '../contacts/attach-values.ts';
import { brought } from './brought.ts';
import { byOrder } from './by-order.ts';
import { byWeight } from './by-weight.ts';
import {
  type Brought,
  candidate,
  type Decision,
  isOtherPersons,
  nothing,
  type Recognition,
  speakerIn,
  unknown,
} from './decision.ts';
import type { Evidence } from './evidence.ts';
import type { KnownValue } from './known-values.ts';
import { matchesOf } from './matches-of.ts';
import { neverIdentifies } from './never-identifies.ts';

/**
 * Who is this? (R-REC-1 to R-REC-5, R-REC-8.) A pure function: evidence and what the directory knows in; the decision with reasons
 * and rejected candidates out. The order of the evidence decides nothing but the order of a mail's addresses.
 */
export function recognise(question: Recognition): Decision {
  if (question.failedCheck) return unknown('failedCheck', sendersCards(question));
  const identifying = question.evidence.filter((one) => identifies(one, question.known));
  const { matches, suggestions } = matchesOf(question, identifying);
  const decide = question.thread ? byOrder : byWeight;
  return decide(question, identifying, matches, suggestions);
}

/**
 * What further evidence in a conversation that is linked already brings to its card. Where the card was made for this very conversation, whatever would
 * have gone to it then goes to it now: the order in which evidence arrives decides nothing (R-REC-9). Another signed person brings nothing (R-REC-4).
 */
export function furtherEvidence(
  question: Recognition,
  card: { contactId: number; strength: Trust; createdHere: boolean },
): Brought {
  if (question.thread || question.failedCheck || isAnotherPerson(question, card.contactId)) return nothing;
  const identifying = question.evidence.filter((one) => identifies(one, question.known));
  const strength = card.createdHere ? trustLevel('operator') : trustLevel(card.strength);
  return brought(question, identifying, { contactId: card.contactId, strength });
}

/** Whether the signed person who speaks is another one than a conversation's card stands for (R-REC-4). */
export function isAnotherPerson({ evidence, known, others = [] }: Recognition, contactId: number): boolean {
  const speaker = speakerIn(evidence.filter((one) => identifies(one, known)));
  const cards = known.flatMap((value) => value.cards).filter((card) => card.contactId === contactId);
  const isTheirs = speaker !== undefined && cards.some(({ subjects }) => subjects.includes(speaker.key));
  return !isTheirs && (others.length > 0 || cards.some((card) => isOtherPersons(card, speaker)));
}

/** R-ID-7: by its form, or as the workspace's own or listed value. */
function identifies(evidence: Evidence, known: KnownValue[]): boolean {
  return !neverIdentifies(evidence) && known.find((value) => keyText(value) === keyText(evidence))?.excluded !== true;
}

/** The cards that a sender whose check failed pretends to be. */
function sendersCards(question: Recognition): Candidate[] {
  const sender = question.evidence.filter((one) => one.origin === 'sender' && identifies(one, question.known));
  const { matches, suggestions } = matchesOf(question, sender);
  return [...matches, ...suggestions].map((match) => candidate(match, 'failedCheck'));
}
