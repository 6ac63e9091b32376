import { trustAt, trustLevel } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import { keyText } from '../contacts/attach-values.ts';
import { brought } from './brought.ts';
import {
  candidate,
  type Decision,
  isVerified,
  type Match,
  type Recognition,
  type Suggestion,
  toCandidate,
  unknown,
} from './decision.ts';
import type { Evidence } from './evidence.ts';
import { narrowed } from './narrowed.ts';
import { placeOf } from './order-of-recognition.ts';
import { severalOrOne, withoutMatch } from './without-match.ts';

/** R-REC-1 and R-REC-4: the weightiest match wins, the others are set aside; several cards at one weight are shown, none is picked. */
export function byWeight(
  question: Recognition,
  identifying: Evidence[],
  matches: Match[],
  suggestions: Suggestion[],
): Decision {
  const suggested = suggestions.map(toCandidate);
  const ordered = [...matches].sort(heavierFirst(question));
  const top = ordered[0];
  if (!top) return withoutMatch(question, identifying, narrowed(suggested));

  const peers = ordered.filter((match) => weight(question, match) === weight(question, top));
  if (new Set(peers.map((peer) => peer.contactId)).size > 1) {
    const shown = narrowed([
      ...peers.map((peer) => candidate(peer, 'sameWeight')),
      ...ordered.slice(peers.length).map((match) => candidate(match, 'weakerEvidence')),
      ...suggested,
    ]);
    return unknown(severalOrOne(shown.filter(({ reason }) => reason === 'sameWeight')), shown);
  }
  const others = ordered.filter((match) => match.contactId !== top.contactId);
  const opposed = others.map((match) =>
    candidate(match, isClaimAgainst(top, match.evidence) ? 'contradicts' : 'weakerEvidence'),
  );
  return {
    outcome: 'link',
    rule: 'matched',
    contactId: top.contactId,
    evidence: top.evidence,
    strength: trustAt(top.strength),
    rejected: [
      ...opposed,
      ...suggestions
        .filter((one) => one.contactId !== top.contactId)
        .map((one) => candidate(one, besideLink(top, one))),
    ],
    ...brought(question, identifying, top),
    possibleDuplicates: distinct(opposed.filter(({ reason }) => reason === 'weakerEvidence')),
  };
}

/** A claim that contradicts verified evidence is set aside with a note, whatever its kind (R-REC-1): it makes nobody a possible duplicate. */
function isClaimAgainst(top: Match, evidence: Evidence): boolean {
  return isVerified(top.strength) && evidence.trust === trustLevel('claimed');
}

function besideLink(top: Match, { evidence, reason }: Suggestion): Candidate['reason'] {
  return onlyWeak.includes(reason) && isClaimAgainst(top, evidence) ? 'contradicts' : reason;
}

/** Reasons that say no more than that the evidence is not enough. */
const onlyWeak: Candidate['reason'][] = ['belowThreshold', 'otherSpelling'];

function distinct(candidates: Candidate[]): number[] {
  return [...new Set(candidates.map(({ contactId }) => contactId))];
}

/** Strength first, then the order of recognition (R-REC-1). Time and event id order what weighs the same; they never pick. */
function weight(question: Recognition, { strength, evidence }: Match): number {
  return strength * 100_000 - placeOf(question, evidence.kind);
}

function heavierFirst(question: Recognition) {
  return (a: Match, b: Match): number =>
    weight(question, b) - weight(question, a) ||
    a.contactId - b.contactId ||
    (keyText(a.evidence) < keyText(b.evidence) ? -1 : 1);
}
