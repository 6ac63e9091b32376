import { describe, expect, test } from 'vitest';
import { ask, card, evidence, owned } from '#test/support/recognition-factory.ts';
import { recognise } from './recognise.ts';

describe('Another signed person (R-REC-4)', () => {
  const jana = card(1, 'claimed', { subjects: ['jana'] });
  const browser = owned('browser', 'b7e1', 1, 'claimed', { cards: [jana] });
  const eva = [evidence('browser', 'b7e1', 'claimed'), evidence('subject', 'eva', 'signed', { name: 'Eva' })];

  test('on the same browser is a new client, and the browser leads to neither from now on', () => {
    const decision = recognise(ask({ evidence: eva, known: [browser], ownForms: true }));
    expect(decision).toMatchObject({
      outcome: 'create',
      evidence: { kind: 'subject', key: 'eva' },
      add: [{ kind: 'subject' }],
      contest: [{ kind: 'browser' }],
      rejected: [{ contactId: 1, reason: 'otherPerson' }],
      possibleDuplicates: [],
    });
  });

  test('is their own card where they have one', () => {
    const known = [
      browser,
      owned('subject', 'eva', 2, 'signed', { cards: [card(2, 'signed', { subjects: ['eva'] })] }),
    ];
    expect(recognise(ask({ evidence: eva, known, ownForms: true }))).toMatchObject({
      outcome: 'link',
      contactId: 2,
      strength: 'signed',
      contest: [{ kind: 'browser' }],
      rejected: [{ contactId: 1, reason: 'otherPerson' }],
    });
  });

  test('who claims the address of a signed client is not that client, and not suggested to be', () => {
    const said = [
      evidence('subject', 'eva', 'signed'),
      evidence('email', 'jana@example.cz', 'claimed', { origin: 'also' }),
    ];
    const known = [owned('email', 'jana@example.cz', 1, 'channel', { cards: [{ ...jana, trust: 3 }] })];
    const decision = recognise(ask({ evidence: said, known, ownForms: true }));
    expect(decision).toMatchObject({ outcome: 'create', add: [{ kind: 'subject' }], takeOver: [] });
    expect(decision.rejected).toMatchObject([{ contactId: 1, reason: 'contradicts' }]);
  });
});

describe('Custom identifiers', () => {
  const custom = [
    { kind: 'custom:contract_no', several: false },
    { kind: 'custom:customer_no', several: false },
    { kind: 'custom:company_no', several: true },
  ];

  test('weigh in the administrators’ order (R-REC-1)', () => {
    const said = [
      evidence('custom:customer_no', '77', 'channel', { origin: 'also' }),
      evidence('custom:contract_no', '12', 'channel', { origin: 'also' }),
    ];
    const known = [owned('custom:customer_no', '77', 1, 'operator'), owned('custom:contract_no', '12', 2, 'operator')];
    expect(recognise(ask({ evidence: said, known, custom }))).toMatchObject({ outcome: 'link', contactId: 2 });
    expect(recognise(ask({ evidence: said, known, custom: custom.toReversed() }))).toMatchObject({
      outcome: 'link',
      contactId: 1,
    });
  });

  const company = (...cards: number[]) =>
    owned('custom:company_no', '5', 0, 'operator', { ownerId: null, cards: cards.map((id) => card(id, 'operator')) });
  const companyNo = evidence('custom:company_no', '5', 'channel', { origin: 'also' });

  test('one that may stand on several cards never picks, however few have it (R-ID-3)', () => {
    expect(recognise(ask({ evidence: [companyNo], known: [company(3)], custom }))).toMatchObject({
      outcome: 'unknown',
      rule: 'suggested',
      rejected: [{ contactId: 3, reason: 'severalCards' }],
    });
  });

  test('it narrows: of the cards that a shared line offers, those that have it too stay offered', () => {
    const line = owned('phone', '+420602000111', 0, 'operator', {
      ownerId: null,
      cards: [card(1, 'operator'), card(2, 'operator')],
    });
    const said = [evidence('phone', '+420602000111', 'network'), companyNo];
    const decision = recognise(ask({ evidence: said, known: [line, company(2, 3)], custom }));
    expect(decision).toMatchObject({ outcome: 'unknown', rule: 'suggested' });
    expect(decision.rejected.map(({ contactId, reason }) => [contactId, reason])).toEqual([
      [1, 'weakerEvidence'],
      [2, 'sharedValue'],
      [2, 'severalCards'],
      [3, 'weakerEvidence'],
    ]);
  });
});

describe('Doubt (R-ID-7, R-ID-2, R-REC-7)', () => {
  test('a value that stands on many cards only suggests its owner', () => {
    const cards = [1, 2, 3, 4, 5, 6].map((id) => card(id, 'channel'));
    const known = [owned('email', 'info@example.cz', 1, 'channel', { cards })];
    const decision = recognise(ask({ evidence: [evidence('email', 'info@example.cz', 'channel')], known }));
    expect(decision).toMatchObject({ outcome: 'unknown', rule: 'several' });
    expect(decision.rejected[0]).toMatchObject({ contactId: 1, reason: 'suspicious' });
  });

  test('a number in another form of its plan is a candidate and never a link, whatever the channel lets link', () => {
    const known = [owned('phone', '+553187654321', 1, 'operator')];
    const rules = { linksFrom: 'claimed', automaticCard: 'always', numberQuietMonths: 12 } as const;
    expect(recognise(ask({ evidence: [evidence('phone', '+5531987654321', 'channel')], known, rules }))).toMatchObject({
      outcome: 'unknown',
      rejected: [
        { contactId: 1, reason: 'otherSpelling', strength: 'claimed', evidence: { display: '+5531987654321' } },
      ],
    });
  });

  test('a number only claimed, in another form of its plan, contradicts what is verified', () => {
    const known = [owned('email', 'jana@example.com', 2, 'channel'), owned('phone', '+553187654321', 1, 'operator')];
    const said = [evidence('email', 'jana@example.com', 'channel'), evidence('phone', '+5531987654321', 'claimed')];
    expect(recognise(ask({ evidence: said, known }))).toMatchObject({
      outcome: 'link',
      contactId: 2,
      rejected: [{ contactId: 1, reason: 'contradicts' }],
      possibleDuplicates: [],
    });
  });

  test('a card that a person said it is not is not suggested again, and its value goes to no other card', () => {
    const known = [owned('phone', '+420602000111', 1, 'channel')];
    const setAside = [{ contactId: 1, reason: 'refused' as const }];
    expect(
      recognise(ask({ evidence: [evidence('phone', '+420602000111', 'channel')], known, setAside })),
    ).toMatchObject({
      outcome: 'unknown',
      rule: 'refused',
      rejected: [{ contactId: 1, reason: 'refused' }],
    });
  });

  test('a value that is nobody’s of those it stands on may begin a new card, in a thread of mail too', () => {
    for (const thread of [false, true]) {
      const known = [
        owned('email', 'eva@example.cz', 0, 'channel', {
          ownerId: null,
          cards: [card(1, 'channel', { refused: true })],
        }),
      ];
      expect(
        recognise(ask({ evidence: [evidence('email', 'eva@example.cz', 'channel')], known, thread })),
      ).toMatchObject({
        outcome: 'create',
        add: [{ key: 'eva@example.cz' }],
      });
    }
  });

  test('a value that was said not to be theirs does not come back to the card by itself', () => {
    const refused = owned('email', 'eva@example.cz', 0, 'network', {
      ownerId: null,
      cards: [card(1, 'network', { refused: true })],
    });
    const said = [
      evidence('telegram', '7', 'channel'),
      evidence('email', 'eva@example.cz', 'proven', { origin: 'also' }),
    ];
    const decision = recognise(ask({ evidence: said, known: [owned('telegram', '7', 1, 'channel'), refused] }));
    expect(decision).toMatchObject({ outcome: 'link', contactId: 1, add: [] });
  });
});
