import { trustLevel } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import { keyText } from '../contacts/attach-values.ts';
import { isOtherPersons, isVerified, type Match, type Recognition, type Suggestion, speakerIn } from './decision.ts';
import { equivalentKeys } from './equivalents.ts';
import type { Evidence } from './evidence.ts';
import type { KnownCard, KnownValue } from './known-values.ts';
import { suspiciousValue } from './suspicious.ts';

/** What may link, and what may only suggest, each with its reason. */
export function matchesOf(
  question: Recognition,
  identifying: Evidence[],
): { matches: Match[]; suggestions: Suggestion[] } {
  const matches: Match[] = [];
  const suggestions: Suggestion[] = [];
  const knownOf = new Map(question.known.map((value) => [keyText(value), value]));
  const speaker = speakerIn(identifying);
  for (const evidence of identifying) {
    const known = knownOf.get(keyText(evidence));
    for (const card of known?.cards ?? []) {
      const match = { contactId: card.contactId, evidence, strength: Math.min(evidence.trust, card.trust) };
      const reason = known && doubt(question, speaker, match, known, card);
      if (reason) suggestions.push({ ...match, reason });
      else matches.push(match);
    }
    suggestions.push(...equivalents(question, evidence, knownOf));
  }
  for (const evidence of question.others ?? []) {
    for (const card of knownOf.get(keyText(evidence))?.cards ?? []) {
      const strength = Math.min(evidence.trust, card.trust);
      suggestions.push({ contactId: card.contactId, evidence, strength, reason: 'otherPerson' });
    }
  }
  return { matches, suggestions };
}

/** Why a card that has the value may not be linked by it; null when it may. */
function doubt(
  question: Recognition,
  speaker: Evidence | undefined,
  { evidence, strength }: Match,
  known: KnownValue,
  card: KnownCard,
): Candidate['reason'] | null {
  if (card.binned) return 'inBin';
  const aside = question.setAside?.find(({ contactId }) => contactId === card.contactId);
  if (aside) return aside.reason;
  if (!isVerified(evidence.trust) && isOtherPersons(card, speaker))
    return evidence.kind === 'browser' ? 'otherPerson' : 'contradicts';
  if (card.refused) return 'refused';
  if (narrows(question, evidence)) return 'severalCards';
  if (known.ownerId !== card.contactId) return 'sharedValue';
  if (suspiciousValue(evidence.kind, cardsOf(known).size)) return 'suspicious';
  if (strength < trustLevel(question.rules.linksFrom)) return 'belowThreshold';
  return isQuietNumber(question, evidence, strength, known) ? 'numberQuiet' : null;
}

/** A custom identifier that may stand on several cards (R-ID-3). */
export function narrows({ custom }: Pick<Recognition, 'custom'>, { kind }: Evidence): boolean {
  return custom?.some((one) => one.kind === kind && one.several) ?? false;
}

function cardsOf(known: KnownValue): Set<number> {
  return new Set(known.cards.filter(({ binned }) => !binned).map(({ contactId }) => contactId));
}

/** Numbers are reissued (R-REC-5): one that was not seen for a year, and that nothing but the network vouches for, only suggests. */
function isQuietNumber(question: Recognition, evidence: Evidence, strength: number, known: KnownValue): boolean {
  if (evidence.kind !== 'phone' || strength > trustLevel('network') || !known.lastSeen) return false;
  const quietSince = new Date(question.at);
  quietSince.setUTCMonth(quietSince.getUTCMonth() - question.rules.numberQuietMonths);
  return known.lastSeen < quietSince;
}

/** Cards that have the number in another form of its plan (R-ID-2) may be meant: a claim at most, whatever vouches for the number itself. */
function equivalents(question: Recognition, evidence: Evidence, knownOf: Map<string, KnownValue>): Suggestion[] {
  const known = equivalentKeys(evidence.kind, evidence.key).flatMap(
    (key) => knownOf.get(keyText({ ...evidence, key })) ?? [],
  );
  const isAside = (card: KnownCard) => question.setAside?.some(({ contactId }) => contactId === card.contactId);
  return known
    .filter(({ excluded }) => !excluded)
    .flatMap(({ cards }) => cards.filter((card) => !card.binned && !card.refused && !isAside(card)))
    .map(({ contactId }) => ({ contactId, evidence, strength: trustLevel('claimed'), reason: 'otherSpelling' }));
}
