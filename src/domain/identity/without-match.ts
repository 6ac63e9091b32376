import { trustAt } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import { keyText } from '../contacts/attach-values.ts';
import { broughtToNew, goesToCard } from './brought.ts';
import { type Decision, type Recognition, unknown } from './decision.ts';
import type { Evidence } from './evidence.ts';
import { placeOf } from './order-of-recognition.ts';

/** Nothing links: a suggestion waits for a person; else a card is made where the channel's setting says so (R-REC-2). */
export function withoutMatch(question: Recognition, identifying: Evidence[], suggested: Candidate[]): Decision {
  const standing = suggested.filter(({ reason }) => !settled.includes(reason));
  if (standing.length > 0) return unknown(severalOrOne(standing), suggested);
  if (question.automatic) return unknown('automaticMail', suggested);
  if (identifying.length === 0) return unknown('neverIdentifies', suggested);
  const isOwn = (one: Evidence) => one.origin === 'sender' || question.thread || goesToCard(question, one);
  const brought = broughtToNew(question, identifying.filter(isOwn));
  const own = brought.add;
  if (own.length === 0 && suggested.some(({ reason }) => reason === 'refused')) return unknown('refused', suggested);
  const enough = question.rules.automaticCard === 'always' || own.some((one) => one.kind !== 'browser');
  if (question.rules.automaticCard === 'never' || !enough || own.length === 0) return unknown('notEnough', suggested);
  const evidence = [...own].sort(weightiestFirst(question))[0] ?? null;
  return {
    outcome: 'create',
    rule: 'created',
    contactId: null,
    evidence,
    strength: evidence && trustAt(evidence.trust),
    rejected: suggested,
    possibleDuplicates: [],
    ...brought,
  };
}

/** Reasons that leave nothing for a person to decide. */
const settled: Candidate['reason'][] = ['refused', 'contradicts', 'otherPerson', 'weakerEvidence'];

export function severalOrOne(candidates: Candidate[]): 'several' | 'suggested' {
  return new Set(candidates.map(({ contactId }) => contactId)).size > 1 ? 'several' : 'suggested';
}

function weightiestFirst(question: Recognition) {
  return (a: Evidence, b: Evidence): number =>
    b.trust - a.trust || placeOf(question, a.kind) - placeOf(question, b.kind) || (keyText(a) < keyText(b) ? -1 : 1);
}
