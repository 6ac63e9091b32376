import type { Candidate } from '#contract/link.ts';

/**
 * A custom identifier that may stand on several cards narrows and never picks (R-ID-3): of cards that other evidence offers for one reason, those
 * that have it too stay offered, and the rest is told as weaker. Where it meets none of them, all stay.
 */
export function narrowed(candidates: Candidate[]): Candidate[] {
  const having = new Set(candidates.flatMap(({ contactId, reason }) => (reason === 'severalCards' ? contactId : [])));
  const meets = (reason: Candidate['reason']) =>
    candidates.some((one) => one.reason === reason && having.has(one.contactId));
  const met = narrowable.filter(meets);
  if (met.length === 0) return candidates;
  const stays = new Set(
    candidates.flatMap(({ contactId, reason }) => (met.includes(reason) && having.has(contactId) ? contactId : [])),
  );
  return candidates.map((one) =>
    [...met, 'severalCards'].includes(one.reason) && !stays.has(one.contactId)
      ? { ...one, reason: 'weakerEvidence' as const }
      : one,
  );
}

const narrowable: Candidate['reason'][] = [
  'sameWeight',
  'belowThreshold',
  'otherSpelling',
  'numberQuiet',
  'sharedValue',
];
