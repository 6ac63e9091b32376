import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdentifierKind } from '#contract/identifiers.ts';
import { type Trust, trustLevel } from '#contract/identifiers.ts';
import type { Evidence } from './evidence.ts';
import type { KnownValue } from './known-values.ts';
import { type Recognition, recognise } from './recognise.ts';

const evidence = (kind: IdentifierKind, key: string, trust: Trust, more: Partial<Evidence> = {}): Evidence => ({
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
});
const owned = (
  kind: string,
  key: string,
  contactId: number,
  trust: Trust,
  more: Partial<KnownValue> = {},
): KnownValue => ({
  kind,
  account: '',
  key,
  ownerId: contactId,
  lastSeen: new Date('2026-05-01'),
  excluded: false,
  cards: [{ contactId, trust: trustLevel(trust), binned: false, refused: false }],
  ...more,
});
const ask = (given: Partial<Recognition>): Recognition => ({
  evidence: [],
  known: [],
  rules: { linksFrom: 'network', automaticCard: 'moreThanBrowser', numberQuietMonths: 12 },
  at: new Date('2026-05-04'),
  failedCheck: false,
  automatic: false,
  thread: false,
  ownForms: false,
  ...given,
});

describe('The strength of a match is the lower of the evidence’s trust and the card’s (R-REC-1)', () => {
  test('authenticated evidence for a value that the card merely claims only suggests', () => {
    const decision = recognise(
      ask({ evidence: [evidence('telegram', '7', 'channel')], known: [owned('telegram', '7', 1, 'claimed')] }),
    );
    expect(decision).toMatchObject({
      outcome: 'unknown',
      rule: 'suggested',
      rejected: [{ contactId: 1, reason: 'belowThreshold', strength: 'claimed' }],
    });
  });

  test('a claim that contradicts verified evidence is set aside with a note, whatever its kind', () => {
    const decision = recognise(
      ask({
        evidence: [
          evidence('email', 'jana@example.cz', 'channel'),
          evidence('custom:customer', '77', 'claimed', { origin: 'also', role: 'also' }),
        ],
        known: [owned('email', 'jana@example.cz', 1, 'channel'), owned('custom:customer', '77', 2, 'operator')],
      }),
    );
    expect(decision).toMatchObject({
      outcome: 'link',
      contactId: 1,
      strength: 'channel',
      rejected: [{ contactId: 2, reason: 'belowThreshold' }],
    });
    expect(decision.possibleDuplicates).toEqual([]);
  });
});

describe('Evidence that contradicts (R-REC-4)', () => {
  const two = [owned('telegram', '7', 1, 'channel'), owned('email', 'jana@example.cz', 2, 'channel')];

  test('the weightier wins, the other is set aside, and a possible duplicate is noted', () => {
    const decision = recognise(
      ask({
        evidence: [
          evidence('email', 'jana@example.cz', 'channel', { origin: 'also', role: 'also' }),
          evidence('telegram', '7', 'channel'),
        ],
        known: two,
      }),
    );
    expect(decision).toMatchObject({
      outcome: 'link',
      contactId: 1,
      possibleDuplicates: [2],
      rejected: [{ contactId: 2, reason: 'weakerEvidence' }],
    });
  });

  test('several cards at one weight: nobody is picked, and all are shown', () => {
    const decision = recognise(
      ask({
        evidence: [
          evidence('email', 'a@example.cz', 'channel'),
          evidence('email', 'b@example.cz', 'channel', { origin: 'also', role: 'also' }),
        ],
        known: [owned('email', 'a@example.cz', 1, 'channel'), owned('email', 'b@example.cz', 2, 'channel')],
      }),
    );
    expect(decision).toMatchObject({ outcome: 'unknown', rule: 'several' });
    expect(decision.rejected.map((one) => [one.contactId, one.reason])).toEqual([
      [1, 'sameWeight'],
      [2, 'sameWeight'],
    ]);
  });
});

describe('Trust decides between linking and suggesting (R-REC-5)', () => {
  test('a number not seen for twelve months only suggests: numbers are reissued', () => {
    const known = [owned('phone', '+420602000111', 1, 'channel', { lastSeen: new Date('2025-05-03') })];
    expect(recognise(ask({ evidence: [evidence('phone', '+420602000111', 'network')], known }))).toMatchObject({
      outcome: 'unknown',
      rejected: [{ reason: 'numberQuiet' }],
    });
    const seen = [{ ...known[0]!, lastSeen: new Date('2025-05-05') }];
    expect(recognise(ask({ evidence: [evidence('phone', '+420602000111', 'network')], known: seen }))).toMatchObject({
      outcome: 'link',
      strength: 'network',
    });
  });

  test('a link by network adds nothing to the card', () => {
    const decision = recognise(
      ask({
        evidence: [
          evidence('phone', '+420602000111', 'network'),
          evidence('telegram', '7', 'channel', { origin: 'also', role: 'also' }),
        ],
        known: [owned('phone', '+420602000111', 1, 'operator')],
      }),
    );
    expect(decision).toMatchObject({ outcome: 'link', contactId: 1, add: [] });
  });

  test('shared and contested values offer their cards and link nobody, and no card is made meanwhile', () => {
    const shared = owned('email', 'info@example.cz', 1, 'operator', { ownerId: null });
    expect(
      recognise(ask({ evidence: [evidence('email', 'info@example.cz', 'channel')], known: [shared] })),
    ).toMatchObject({
      outcome: 'unknown',
      rule: 'suggested',
      rejected: [{ contactId: 1, reason: 'sharedValue' }],
    });
  });

  test('a value of a card in the bin asks: restore, or a new card (R-DIR-8)', () => {
    const binned = owned('email', 'jana@example.cz', 1, 'channel', {
      ownerId: null,
      cards: [{ contactId: 1, trust: 3, binned: true, refused: false }],
    });
    expect(
      recognise(ask({ evidence: [evidence('email', 'jana@example.cz', 'channel')], known: [binned] })),
    ).toMatchObject({ outcome: 'unknown', rejected: [{ reason: 'inBin' }] });
  });
});

describe('When nobody matches (R-REC-2)', () => {
  test('values that never identify make no card (R-ID-7)', () => {
    for (const [kind, key] of [
      ['email', 'no-reply@example.com'],
      ['phone', '0000000'],
      ['custom:customer', 'null'],
      ['phone', 'anonymous'],
    ] as const) {
      expect(recognise(ask({ evidence: [evidence(kind, key, 'channel')] })), key).toMatchObject({
        outcome: 'unknown',
        rule: 'neverIdentifies',
      });
    }
  });

  test('automatic mail, failed checks and nameless browsers make no card', () => {
    const mail = [evidence('email', 'list@example.com', 'channel')];
    expect(recognise(ask({ evidence: mail, automatic: true, thread: true }))).toMatchObject({
      outcome: 'unknown',
      rule: 'automaticMail',
    });
    expect(recognise(ask({ evidence: mail, failedCheck: true, thread: true }))).toMatchObject({
      outcome: 'unknown',
      rule: 'failedCheck',
    });
    expect(recognise(ask({ evidence: [evidence('browser', 'b7e1', 'claimed')] }))).toMatchObject({
      outcome: 'unknown',
      rule: 'notEnough',
    });
  });
});

test('every decision is explained, and the order in which evidence and knowledge are told decides nothing', () => {
  const kinds = ['telegram', 'subject', 'custom:customer', 'email', 'phone', 'browser'] as const;
  const trusts = ['claimed', 'network', 'operator', 'channel', 'proven', 'signed'] as const;
  const anEvidence = fc.record({
    kind: fc.constantFrom(...kinds),
    key: fc.constantFrom('value-1', 'value-2', 'value-3'),
    trust: fc.constantFrom(...trusts),
  });
  const aCard = fc.record({
    contactId: fc.integer({ min: 1, max: 4 }),
    trust: fc.integer({ min: 0, max: 5 }),
    binned: fc.boolean(),
    refused: fc.boolean(),
  });
  const aKnown = fc.record({
    kind: fc.constantFrom(...kinds),
    key: fc.constantFrom('value-1', 'value-2', 'value-3'),
    owned: fc.boolean(),
    excluded: fc.boolean(),
    cards: fc.uniqueArray(aCard, { minLength: 1, maxLength: 3, selector: (card) => card.contactId }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anEvidence, { maxLength: 6, selector: (one) => `${one.kind} ${one.key}` }),
      fc.uniqueArray(aKnown, { maxLength: 8, selector: (one) => `${one.kind} ${one.key}` }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (said, known, ownForms, dice) => {
        const told = said.map(({ kind, key, trust }) => evidence(kind, key, trust));
        const knows = known.map(
          ({ kind, key, owned: isOwned, excluded, cards }): KnownValue => ({
            kind,
            account: '',
            key,
            excluded,
            cards,
            lastSeen: null,
            ownerId: isOwned ? (cards.find((card) => !card.binned)?.contactId ?? null) : null,
          }),
        );
        const shuffled = <Item>(items: Item[]) =>
          items
            .map((item) => ({ item, n: dice.next().value ?? 0 }))
            .sort((a, b) => a.n - b.n)
            .map(({ item }) => item);
        const decision = recognise(ask({ evidence: told, known: knows, ownForms }));
        const other = recognise(ask({ evidence: shuffled(told), known: shuffled(knows), ownForms }));
        expect(comparable(other)).toEqual(comparable(decision));
        if (decision.outcome === 'link') {
          expect(decision.evidence).not.toBeNull();
          expect(trustLevel(decision.strength ?? 'claimed')).toBeGreaterThanOrEqual(trustLevel('network'));
        }
        for (const given of decision.add) {
          const cards = knows.find((one) => one.kind === given.kind && one.key === given.key)?.cards ?? [];
          expect(cards.filter((card) => card.contactId !== decision.contactId && !card.refused)).toEqual([]);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

function comparable(decision: ReturnType<typeof recognise>) {
  const text = (one: unknown) => JSON.stringify(one);
  return {
    ...decision,
    rejected: decision.rejected.map(text).sort(),
    add: decision.add.map(text).sort(),
    takeOver: decision.takeOver.map(text).sort(),
    possibleDuplicates: [...decision.possibleDuplicates].sort(),
  };
}
