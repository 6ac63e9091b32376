import { trustAt } from '#contract/identifiers.ts';
import { keyText } from '../contacts/attach-values.ts';
import {
  type Decision,
  type Match,
  nothing,
  type Recognition,
  type Suggestion,
  toCandidate,
  unknown,
} from './decision.ts';
import type { Evidence } from './evidence.ts';
import { withoutMatch } from './without-match.ts';

/**
 * R-REC-8: a thread is saved to the card of the first of its addresses that is in the directory; where none is, to a new card for the first.
 * No address goes to another participant's card.
 */
export function byOrder(
  question: Recognition,
  identifying: Evidence[],
  matches: Match[],
  suggestions: Suggestion[],
): Decision {
  const suggested = suggestions.map(toCandidate);
  for (const [place, address] of identifying.entries()) {
    const match = matches.find((one) => keyText(one.evidence) === keyText(address));
    if (match) {
      return {
        outcome: 'link',
        rule: place === 0 ? 'threadFirstKnown' : 'threadLaterKnown',
        contactId: match.contactId,
        evidence: match.evidence,
        strength: trustAt(match.strength),
        rejected: suggested.filter((one) => one.contactId !== match.contactId),
        possibleDuplicates: [],
        ...nothing,
      };
    }
    // Shared and contested addresses are passed over; a suggestion for this very address waits for a person.
    const waits = ({ evidence, reason }: Suggestion) =>
      !passedOver.includes(reason) && keyText(evidence) === keyText(address);
    if (suggestions.some(waits)) return unknown('suggested', suggested);
  }
  const unshared = identifying.filter(
    (address) => !suggestions.some((one) => one.reason !== 'refused' && keyText(one.evidence) === keyText(address)),
  );
  const first = unshared[0];
  if (!first) return withoutMatch(question, [], suggested);
  const decision = withoutMatch(
    question,
    [first],
    suggested.filter(({ reason }) => reason === 'refused'),
  );
  return {
    ...decision,
    rule: decision.outcome === 'create' && unshared.length > 1 ? 'threadFirstCreated' : decision.rule,
    rejected: suggested,
  };
}

const passedOver: Suggestion['reason'][] = ['sharedValue', 'refused'];
