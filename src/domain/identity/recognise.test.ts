import { describe, expect, test } from 'vitest';
import { ask, card, evidence, owned } from '#test/support/recognition-factory.ts';
import { isAnotherPerson, recognise } from './recognise.ts';

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
      rejected: [{ contactId: 2, reason: 'contradicts' }],
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
      cards: [card(1, 'channel', { binned: true })],
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

  test.each([
    ['guest', {}],
    ['everybody', { excluded: true }],
  ])(
    'whom the site signs in as %s, an id that never identifies, is no other person at a known browser (R-ID-7)',
    (id, listed) => {
      const browser = owned('browser', 'b7e1', 1, 'channel', { cards: [card(1, 'channel', { subjects: ['jana'] })] });
      const question = {
        evidence: [evidence('subject', id, 'signed'), evidence('browser', 'b7e1', 'network')],
        known: [browser, owned('subject', id, 2, 'signed', { ownerId: null, cards: [], ...listed })],
      };
      expect(recognise(ask(question))).toMatchObject({ outcome: 'link', contactId: 1 });
      expect(isAnotherPerson(ask(question), 1)).toBe(false);
    },
  );

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
