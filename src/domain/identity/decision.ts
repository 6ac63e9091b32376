import { type Trust, trustAt, trustLevel } from '#contract/identifiers.ts';
import type { Candidate, LinkRule, NamedEvidence } from '#contract/link.ts';
import type { Evidence } from './evidence.ts';
import type { KnownValue } from './known-values.ts';
import { neverIdentifies } from './never-identifies.ts';

/** What a channel allows (channel settings, R-REC-2 and R-REC-5). */
interface RecognitionRules {
  linksFrom: Trust;
  automaticCard: 'always' | 'moreThanBrowser' | 'never';
  numberQuietMonths: number;
}

/** A card that a person said a conversation is not with (R-REC-7), and how it stands among the candidates since. */
export interface SetAside {
  contactId: number;
  reason: 'refused' | 'sharedValue';
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
  /** Custom identifiers in the administrators' order (R-REC-1). `several`: narrows and never picks (R-ID-3). */
  custom?: { kind: string; several: boolean }[];
  setAside?: SetAside[];
  /** Signed persons who spoke in this conversation before the present one (R-REC-4). */
  others?: Evidence[];
}

/** The decision with its whole reasoning; what it asks to be written is named, not done. */
export interface Decision extends Brought {
  outcome: 'link' | 'create' | 'unknown';
  rule: LinkRule;
  contactId: number | null;
  evidence: Evidence | null;
  strength: Trust | null;
  rejected: Candidate[];
  /** Cards that may be the same person as the one linked (R-REC-4). */
  possibleDuplicates: number[];
}

/** What evidence brings to a card. */
export interface Brought {
  /** Values that go to the card. */
  add: Evidence[];
  /** Claimed values that other cards give up, since this card brings them with trust channel or higher (R-ID-3). */
  takeOver: Evidence[];
  /** Browsers that another signed person used too: from now on they identify nobody (R-ID-3). */
  contest: Evidence[];
}

export const nothing: Brought = { add: [], takeOver: [], contest: [] };

/** A card that a piece of evidence leads to. Strength: the lower of the evidence's trust and the card's (R-REC-1). */
export interface Match {
  contactId: number;
  evidence: Evidence;
  strength: number;
}

/** A card that may not be linked by this evidence, with the reason. */
export interface Suggestion extends Match {
  reason: Candidate['reason'];
}

/** Nobody is linked, and no card is made. */
export function unknown(rule: LinkRule, rejected: Candidate[]): Decision {
  return {
    outcome: 'unknown',
    rule,
    contactId: null,
    evidence: null,
    strength: null,
    rejected,
    possibleDuplicates: [],
    ...nothing,
  };
}

/** A card that was not taken, as the decision tells it. */
export function candidate(match: Match, reason: Candidate['reason']): Candidate {
  return { contactId: match.contactId, evidence: named(match.evidence), strength: trustAt(match.strength), reason };
}

export function toCandidate(suggestion: Suggestion): Candidate {
  return candidate(suggestion, suggestion.reason);
}

/** Evidence as a reason names it. */
export function named(evidence: Evidence): NamedEvidence {
  return { kind: evidence.kind, display: evidence.display, trust: trustAt(evidence.trust) };
}

/** Whether somebody vouches for it: an account signed in at the provider, DMARC, a code that came back, a signature (R-ID-4). */
export function isVerified(level: number): boolean {
  return level >= trustLevel('channel');
}

/** The signed person who speaks, among evidence that identifies (R-REC-4). */
export function speakerIn(evidence: Evidence[]): Evidence | undefined {
  return evidence.find(isSignedPerson);
}

/** A site that signs its guests in as `guest` names no person by it (R-ID-7). */
export function isSignedPerson(evidence: Evidence): boolean {
  return evidence.kind === 'subject' && evidence.trust === trustLevel('signed') && !neverIdentifies(evidence);
}

/** Whether a card is that of another signed person than the one who speaks. */
export function isOtherPersons(card: { subjects: string[] }, speaker: Evidence | undefined): boolean {
  return speaker !== undefined && card.subjects.length > 0 && !card.subjects.includes(speaker.key);
}
