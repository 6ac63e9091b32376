import { kindRank, type Trust, trustAt, trustLevel } from '#contract/identifiers.ts';
import type { Candidate, LinkRule, NamedEvidence } from '#contract/link.ts';
import { keyText } from '../contacts/attach-values.ts';
import type { Evidence } from './evidence.ts';
import type { KnownValue } from './known-values.ts';
import { neverIdentifies } from './never-identifies.ts';

/** What a channel allows (channel settings, R-REC-2 and R-REC-5). */
export interface RecognitionRules {
  linksFrom: Trust;
  automaticCard: 'always' | 'moreThanBrowser' | 'never';
  numberQuietMonths: number;
}

/** Everything a decision rests on. Nothing else is asked. */
export interface Recognition {
  evidence: Evidence[];
  known: KnownValue[];
  rules: RecognitionRules;
  /** The event's time, not the arrival's. */
  at: Date;
  /** Failed DMARC: never links (R-REC-5). */
  failedCheck: boolean;
  /** Automatic and bulk mail, bounces: never make a card (R-REC-2). */
  automatic: boolean;
  /** A thread of mail goes by the order of its addresses (R-REC-8), everything else by weight (R-REC-1). */
  thread: boolean;
  /** On the widget and its forms, what the client enters in this very conversation goes to the card (R-REC-3). */
  ownForms: boolean;
}

/** The decision with its whole reasoning; what it asks to be written is named, not done. */
export interface Decision {
  outcome: 'link' | 'create' | 'unknown';
  rule: LinkRule;
  contactId: number | null;
  evidence: Evidence | null;
  strength: Trust | null;
  rejected: Candidate[];
  /** Values that go to the card. */
  add: Evidence[];
  /** Claimed values that other cards give up, since this card brings them with trust channel or higher (R-ID-3). */
  takeOver: Evidence[];
  /** Cards that may be the same person as the one linked (R-REC-4). */
  possibleDuplicates: number[];
}

/**
 * Who is this? (R-REC-1 to R-REC-5, R-REC-8.) A pure function: evidence and what the directory knows in; the decision with reasons
 * and rejected candidates out. The order of the evidence decides nothing but the order of a mail's addresses.
 */
export function recognise(question: Recognition): Decision {
  if (question.failedCheck) return unknown('failedCheck', candidatesOf(question, 'failedCheck'));
  const identifying = question.evidence.filter((one) => identifies(one, question.known));
  const { matches, suggestions } = matchesOf(question, identifying);
  return question.thread
    ? byOrder(question, identifying, matches, suggestions)
    : byWeight(question, identifying, matches, suggestions);
}

/**
 * What further evidence in a conversation that is linked already brings to its card. Where the card was made for this very conversation, whatever would
 * have gone to it then goes to it now: the order in which evidence arrives decides nothing (R-REC-9).
 */
export function furtherEvidence(
  question: Recognition,
  card: { contactId: number; strength: Trust; createdHere: boolean },
): Pick<Decision, 'add' | 'takeOver'> {
  if (question.thread || question.failedCheck) return { add: [], takeOver: [] };
  const identifying = question.evidence.filter((one) => identifies(one, question.known));
  const strength = card.createdHere ? trustLevel('operator') : trustLevel(card.strength);
  return brought(question, identifying, { contactId: card.contactId, strength });
}

interface Match {
  contactId: number;
  evidence: Evidence;
  strength: number;
}

/** R-ID-7: by its form, or as the workspace's own or listed value. */
function identifies(evidence: Evidence, known: KnownValue[]): boolean {
  return !neverIdentifies(evidence) && known.find((value) => keyText(value) === keyText(evidence))?.excluded !== true;
}

/** What may link, and what may only suggest, each with its reason. Strength: the lower of the evidence's trust and the card's (R-REC-1). */
function matchesOf(question: Recognition, identifying: Evidence[]) {
  const matches: Match[] = [];
  const suggestions: (Match & { reason: Candidate['reason'] })[] = [];
  const knownOf = new Map(question.known.map((value) => [keyText(value), value]));
  for (const evidence of identifying) {
    const known = knownOf.get(keyText(evidence));
    for (const card of known?.cards ?? []) {
      const match = { contactId: card.contactId, evidence, strength: Math.min(evidence.trust, card.trust) };
      if (card.binned) suggestions.push({ ...match, reason: 'inBin' });
      else if (known?.ownerId !== card.contactId)
        suggestions.push({ ...match, reason: card.refused ? 'refused' : 'sharedValue' });
      else if (card.refused) suggestions.push({ ...match, reason: 'refused' });
      else if (match.strength < trustLevel(question.rules.linksFrom))
        suggestions.push({ ...match, reason: 'belowThreshold' });
      else if (isQuietNumber(evidence, match.strength, known, question))
        suggestions.push({ ...match, reason: 'numberQuiet' });
      else matches.push(match);
    }
  }
  return { matches, suggestions };
}

/** Numbers are reissued (R-REC-5): one that was not seen for a year, and that nothing but the network vouches for, only suggests. */
function isQuietNumber(evidence: Evidence, strength: number, known: KnownValue, question: Recognition): boolean {
  if (evidence.kind !== 'phone' || strength > trustLevel('network') || !known.lastSeen) return false;
  const quietSince = new Date(question.at);
  quietSince.setUTCMonth(quietSince.getUTCMonth() - question.rules.numberQuietMonths);
  return known.lastSeen < quietSince;
}

/** R-REC-1 and R-REC-4: the weightiest match wins, the others are set aside; several cards at one weight are shown, none is picked. */
function byWeight(
  question: Recognition,
  identifying: Evidence[],
  matches: Match[],
  suggestions: ReturnType<typeof matchesOf>['suggestions'],
): Decision {
  const suggested = suggestions.map(toCandidate);
  const ordered = [...matches].sort(heavier);
  const top = ordered[0];
  if (!top) return withoutMatch(question, identifying, suggested);

  const peers = ordered.filter((match) => weight(match) === weight(top));
  if (new Set(peers.map((peer) => peer.contactId)).size > 1) {
    return unknown('several', [
      ...peers.map((peer) => candidate(peer, 'sameWeight')),
      ...ordered.slice(peers.length).map((match) => candidate(match, 'weakerEvidence')),
      ...suggested,
    ]);
  }
  const others = ordered.filter((match) => match.contactId !== top.contactId);
  return {
    outcome: 'link',
    rule: 'matched',
    contactId: top.contactId,
    evidence: top.evidence,
    strength: trustAt(top.strength),
    rejected: [
      ...others.map((match) => candidate(match, 'weakerEvidence')),
      ...suggested.filter((one) => one.contactId !== top.contactId),
    ],
    ...brought(question, identifying, top),
    possibleDuplicates: [...new Set(others.map((match) => match.contactId))],
  };
}

/**
 * R-REC-8: a thread is saved to the card of the first of its addresses that is in the directory; where none is, to a new card for the first.
 * No address goes to another participant's card.
 */
function byOrder(
  question: Recognition,
  identifying: Evidence[],
  matches: Match[],
  suggestions: ReturnType<typeof matchesOf>['suggestions'],
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
        add: [],
        takeOver: [],
        possibleDuplicates: [],
      };
    }
    // Shared and contested addresses are passed over; a suggestion for this very address waits for a person.
    if (
      suggestions.some(
        (one) => one.reason !== 'sharedValue' && one.reason !== 'refused' && keyText(one.evidence) === keyText(address),
      )
    ) {
      return unknown('suggested', suggested);
    }
  }
  const unshared = identifying.filter(
    (address) => !suggestions.some((one) => keyText(one.evidence) === keyText(address)),
  );
  const first = unshared[0];
  if (!first) return withoutMatch(question, [], suggested);
  const decision = withoutMatch(question, [first], []);
  return {
    ...decision,
    rule: decision.outcome === 'create' && unshared.length > 1 ? 'threadFirstCreated' : decision.rule,
    rejected: suggested,
  };
}

/** Nothing links: a suggestion waits for a person; else a card is made where the channel's setting says so (R-REC-2). */
function withoutMatch(question: Recognition, identifying: Evidence[], suggested: Candidate[]): Decision {
  const standing = suggested.filter((one) => one.reason !== 'refused');
  if (standing.length > 0)
    return unknown(new Set(standing.map((one) => one.contactId)).size > 1 ? 'several' : 'suggested', suggested);
  if (question.automatic) return unknown('automaticMail', suggested);
  if (identifying.length === 0) return unknown('neverIdentifies', suggested);
  const own = identifying.filter((one) => one.origin === 'sender' || question.thread || goesToCard(question, one));
  const enough = question.rules.automaticCard === 'always' || own.some((one) => one.kind !== 'browser');
  if (question.rules.automaticCard === 'never' || !enough || own.length === 0) return unknown('notEnough', suggested);
  const evidence =
    [...own].sort((a, b) => b.trust - a.trust || kindRank(a.kind) - kindRank(b.kind) || (a.key < b.key ? -1 : 1))[0] ??
    null;
  return {
    outcome: 'create',
    rule: 'created',
    contactId: null,
    evidence,
    strength: evidence && trustAt(evidence.trust),
    rejected: suggested,
    add: own,
    takeOver: [],
    possibleDuplicates: [],
  };
}

/** What the sender brings to the card that was linked (R-REC-3): new values of trust operator or above that no other card has. A link by network adds nothing (R-REC-5). */
function brought(
  question: Recognition,
  identifying: Evidence[],
  top: Pick<Match, 'contactId' | 'strength'>,
): Pick<Decision, 'add' | 'takeOver'> {
  if (top.strength <= trustLevel('network')) return { add: [], takeOver: [] };
  const knownOf = new Map(question.known.map((value) => [keyText(value), value]));
  const addable = identifying.filter((one) => one.origin !== 'participant' && goesToCard(question, one));
  const isNew = (one: Evidence) => {
    const cards = knownOf.get(keyText(one))?.cards ?? [];
    return cards.every((card) => card.contactId === top.contactId && card.trust < one.trust);
  };
  const isWeakClaim = (one: Evidence) => {
    const known = knownOf.get(keyText(one));
    const owner = known?.cards.find((card) => card.contactId === known.ownerId);
    return (
      owner !== undefined &&
      owner.contactId !== top.contactId &&
      owner.trust === trustLevel('claimed') &&
      one.trust >= trustLevel('channel')
    );
  };
  return { add: addable.filter(isNew), takeOver: addable.filter(isWeakClaim) };
}

function goesToCard(question: Recognition, evidence: Evidence): boolean {
  return evidence.trust >= trustLevel('operator') || (question.ownForms && evidence.origin !== 'participant');
}

/** Strength first, then kind (R-REC-1). Time and event id order what weighs the same; they never pick. */
function weight(match: Match): number {
  return match.strength * 10 - kindRank(match.evidence.kind);
}

function heavier(a: Match, b: Match): number {
  return weight(b) - weight(a) || a.contactId - b.contactId || (keyText(a.evidence) < keyText(b.evidence) ? -1 : 1);
}

function candidatesOf(question: Recognition, reason: Candidate['reason']): Candidate[] {
  const { matches, suggestions } = matchesOf(
    question,
    question.evidence.filter((one) => one.origin === 'sender' && identifies(one, question.known)),
  );
  return [...matches, ...suggestions].map((match) => candidate(match, reason));
}

function toCandidate(suggestion: Match & { reason: Candidate['reason'] }): Candidate {
  return candidate(suggestion, suggestion.reason);
}

function candidate(match: Match, reason: Candidate['reason']): Candidate {
  return { contactId: match.contactId, evidence: named(match.evidence), strength: trustAt(match.strength), reason };
}

/** Evidence as a reason names it. */
export function named(evidence: Evidence): NamedEvidence {
  return { kind: evidence.kind, display: evidence.display, trust: trustAt(evidence.trust) };
}

function unknown(rule: LinkRule, rejected: Candidate[]): Decision {
  return {
    outcome: 'unknown',
    rule,
    contactId: null,
    evidence: null,
    strength: null,
    rejected,
    add: [],
    takeOver: [],
    possibleDuplicates: [],
  };
}
