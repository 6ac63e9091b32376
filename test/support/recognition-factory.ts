import type { IdentifierKind, Trust } from '#contract/identifiers.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Recognition } from '#domain/identity/decision.ts';
import type { Evidence } from '#domain/identity/evidence.ts';
import type { KnownCard, KnownValue } from '#domain/identity/known-values.ts';

/** A piece of evidence of the sender; the test says what matters to it. */
export function evidence(kind: IdentifierKind, key: string, trust: Trust, more: Partial<Evidence> = {}): Evidence {
  return {
    kind,
    account: '',
    key,
    display: key,
    trust: trustLevel(trust),
    origin: 'sender',
    role: 'from',
    name: null,
    place: 0,
    ...more,
  };
}

/** A card that a value stands on. */
export function card(contactId: number, trust: Trust, more: Partial<KnownCard> = {}): KnownCard {
  return { contactId, trust: trustLevel(trust), binned: false, refused: false, subjects: [], ...more };
}

/** A value that a card owns. */
export function owned(
  kind: string,
  key: string,
  contactId: number,
  trust: Trust,
  more: Partial<KnownValue> = {},
): KnownValue {
  return {
    kind,
    account: '',
    key,
    ownerId: contactId,
    lastSeen: new Date('2026-05-01'),
    excluded: false,
    cards: [card(contactId, trust)],
    ...more,
  };
}

/** A question with the settings as delivered. */
export function ask(given: Partial<Recognition>): Recognition {
  return {
    evidence: [],
    known: [],
    rules: { linksFrom: 'network', automaticCard: 'moreThanBrowser', numberQuietMonths: 12 },
    at: new Date('2026-05-04'),
    failedCheck: false,
    automatic: false,
    thread: false,
    ownForms: false,
    ...given,
  };
}
