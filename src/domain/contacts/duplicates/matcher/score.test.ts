import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCard } from '#test/support/cards/a-card.ts';
import { defaultModel } from './model.ts';
import { type CardRecord, prepare } from './record.ts';
import { scorePair } from './score.ts';

// What is believed of a workspace with a thousand cards, before anything was learned.
const model = defaultModel(1000);
const score = (a: Partial<CardRecord>, b: Partial<CardRecord>) =>
  scorePair(model, prepare(aCard(a)), prepare(aCard(b)));
const reason = (a: Partial<CardRecord>, b: Partial<CardRecord>, field: string) =>
  score(a, b).reasons.find((one) => one.field === field);

type Pair = [Partial<CardRecord>, Partial<CardRecord>];

const home = { street: 'Lipová 12', city: 'Horní Lhota', postcode: '76323', country: 'CZ' };
const jana = { names: ['Jana Dvořáková'], emails: ['jana.dvorakova@post.example'], phones: ['+420601222333'], ...home };

describe('One client on two cards', () => {
  test('All the same is the same client', () => {
    expect(score(jana, jana).score).toBeGreaterThan(0.99);
  });

  test('Typing errors in name and street do not hide a client', () => {
    expect(score(jana, { ...jana, names: ['Jana Dvořáčková'], street: 'Lípova 12' }).score).toBeGreaterThan(0.95);
  });

  test('The parts of a name may be swapped', () => {
    const swapped = { ...jana, names: ['Dvořáková Jana'], emails: [] };
    expect(score(jana, swapped).score).toBeGreaterThan(0.95);
    expect(reason(jana, swapped, 'name')?.code).toBe('swapped');
  });

  test.each([
    ['Honza Kučera', 'Jan Kučera'],
    ['Bob Marsh', 'Robert Marsh'],
    ['Martínek Šťastný', 'Martin Šťastný'],
    ['Kath Abbott', 'Katherine Abbott'],
  ])('%s and %s with one number are one client', (one, other) => {
    const phones = ['+420601222333'];
    const pair = score({ names: [one], phones }, { names: [other], phones });
    expect(pair.score).toBeGreaterThan(0.7);
    expect(pair.reasons.find(({ field }) => field === 'name')?.code).toBe('shortForm');
  });

  test('A name in other letters is the same name', () => {
    const cyrillic = { names: ['Олена Шевченко'], phones: ['+380501112233'] };
    const latin = { names: ['Olena Sevcenko'], phones: ['+380501112233'] };
    expect(score(cyrillic, latin).score).toBeGreaterThan(0.9);
    expect(reason(cyrillic, latin, 'name')?.code).toBe('sameOtherScript');
  });

  test('Accents and case make no difference', () => {
    expect(reason({ names: ['JIRI ZAK'] }, { names: ['Jiří Žák'] }, 'name')?.code).toBe('sameOtherFormat');
  });

  test('A phone number in two formats is one number, and a digit apart is a typing error', () => {
    const name = { names: ['Ferdinand Mrkvička'] };
    const formats = [
      { ...name, phones: ['+420601222333'] },
      { ...name, phones: ['601 222 333'] },
    ] as Pair;
    expect(score(...formats).score).toBeGreaterThan(0.95);
    expect(reason(...formats, 'phone')?.code).toBe('sameOtherFormat');
    const slip = [
      { ...name, phones: ['+420601222333'] },
      { ...name, phones: ['+420601222383'] },
    ] as Pair;
    expect(score(...slip).score).toBeGreaterThan(0.9);
    expect(reason(...slip, 'phone')?.code).toBe('typo');
  });

  test('Keys are compared, and what was written is shown', () => {
    const card = { names: ['Ferdinand Mrkvička'], phones: ['+420601222333'] };
    expect(reason({ ...card, phonesAsWritten: ['601 222 333'] }, card, 'phone')).toMatchObject({
      code: 'sameOtherFormat',
      left: '601 222 333',
      right: '+420601222333',
    });
  });

  test('Days apart over the end of a month are near, and so are houses of one street', () => {
    const card = { names: ['Ferdinand Mrkvička'], street: 'Lipová 12' };
    const may = { ...card, birthDate: '1981-05-01', street: 'Lipová 48' };
    expect(reason({ ...card, birthDate: '1981-04-30' }, may, 'birthDate')?.code).toBe('near');
    expect(reason(card, may, 'street')?.code).toBe('near');
  });

  test('Day and month may be swapped in a date of birth', () => {
    const pair = [
      { names: ['Ferdinand Mrkvička'], birthDate: '1981-04-07' },
      { names: ['Ferdinand Mrkvička'], birthDate: '1981-07-04' },
    ] as Pair;
    expect(score(...pair).score).toBeGreaterThan(0.9);
    expect(reason(...pair, 'birthDate')?.code).toBe('swapped');
  });

  test('Who has moved house is still who they were', () => {
    const moved = { ...jana, street: 'Nádražní 3', city: 'Dolní Lhota', postcode: '74766' };
    expect(score(jana, moved).score).toBeGreaterThan(0.9);
  });

  test('A firm is known without its legal form', () => {
    const firm = { company: 'Pekárna U Lípy s.r.o.', phones: ['+420577123456'], ...home };
    const pair = score(firm, { ...firm, company: null, names: ['Pekárna U Lípy'] });
    expect(pair.score).toBeGreaterThan(0.9);
  });

  test('An identifier that stands on both, shared or contested, speaks for one client', () => {
    const identifiers = [{ kind: 'custom:customer_no', account: '', key: 'A-1077' }];
    const pair = [
      { names: ['Jan Malý'], identifiers },
      { names: ['Jan Malý'], identifiers },
    ] as Pair;
    expect(score(...pair).score).toBeGreaterThan(0.9);
    expect(reason(...pair, 'identifier')?.code).toBe('sharedValue');
  });
});

describe('Two clients with something in common', () => {
  const petr = { ...jana, names: ['Petr Dvořák'], emails: [], birthDate: '1979-03-02' };

  test('Whoever lives in one household under one name is not one client', () => {
    expect(score({ ...jana, birthDate: '1982-11-20' }, petr).score).toBeLessThan(0.2);
  });

  test('Not even when they share an e-mail address', () => {
    expect(score(jana, { ...petr, birthDate: null, emails: jana.emails, phones: [] }).score).toBeLessThan(0.35);
  });

  test('Father and son are told apart by jr and sr', () => {
    const sr = { names: ['Karel Beneš st.'], ...home };
    const jr = { names: ['Karel Beneš ml.'], ...home };
    expect(score(sr, jr).score).toBeLessThan(0.2);
  });

  test('A common name alone says little', () => {
    expect(score({ names: ['Jan Novák'] }, { names: ['Jan Novák'] }).score).toBeLessThan(0.5);
  });

  test('Colleagues share company, mailbox and number of the office', () => {
    const office = { company: 'Mlýn a.s.', emails: ['info@mlyn.example'], phones: ['+420222333444'] };
    expect(score({ names: ['Adam Vrba'], ...office }, { names: ['Ivana Krátká'], ...office }).score).toBeLessThan(0.1);
  });

  test('Branches of a chain share a name, not an address and a number', () => {
    const here = { names: ['Grill Marengo Ltd'], street: '1 Mill Lane', city: 'Ashby', phones: ['+441632960001'] };
    const there = { names: ['Grill Marengo Ltd'], street: '77 Park Road', city: 'Selby', phones: ['+441632960777'] };
    expect(score(here, there).score).toBeLessThan(0.3);
  });

  test.each([
    ['Marten Energy Ltd', 'Marten Holding'],
    ['University of Selham, Faculty of Law', 'University of Selham, Faculty of Medicine'],
    ['Ministry of Finance', 'Ministry of Agriculture'],
  ])('%s and %s in one house with one number are sisters', (one, other) => {
    const house = { street: '12 Mill Lane', city: 'Selham', postcode: '30363', phones: ['+441632960001'] };
    const pair = [
      { ...house, names: [one] },
      { ...house, names: [other] },
    ] as Pair;
    expect(score(...pair).score).toBeLessThan(0.5);
    expect(reason(...pair, 'name')?.code).not.toBe('typo');
  });

  test('Things with other numbers are other things', () => {
    const things = score(
      { names: ['Norden compact heater 2000 white'] },
      { names: ['Norden compact heater 1500 white'] },
    );
    expect(things.score).toBeLessThan(0.2);
  });
});

describe('Scores', () => {
  const text = (values: string[]) => fc.option(fc.constantFrom(...values), { nil: null });
  const list = (values: string[]) => fc.subarray(values, { maxLength: 2 });
  const card = fc.record({
    names: list([
      'Jan Novák',
      'Novak Jan',
      'Jana Nováková',
      'J. Novák',
      'Honza Novak',
      'Mlýn a.s.',
      'van der Berg',
      'Ян Новак',
    ]),
    emails: list(['jan@x.example', 'jan.novak@y.example', 'info@y.example', 'novakj@y.example']),
    phones: list(['+420601222333', '601222333', '+420601222338', '+420222333444']),
    birthDate: text(['1980-02-03', '1980-03-02', '1980-02-04', '1944-94-24']),
    company: text(['Mlýn', 'Mlýn a.s.', 'Pila s.r.o.']),
    street: text(['Lipová 12', 'Lipova 21', '12', 'Dlouhá 5/7']),
    city: text(['Praha', 'Praha 4', 'Brno']),
    postcode: text(['11000', '110 00', '60200']),
    region: text(['vic', 'nsw']),
    country: text(['CZ', 'SK']),
  });

  test('A pair scores the same whichever card comes first', () => {
    fc.assert(
      fc.property(card, card, (a, b) => {
        const there = score(a, b);
        const back = score(b, a);
        expect(back.score).toBeCloseTo(there.score, 9);
        expect(back.reasons.map(({ field, code, weight }) => [field, code, weight]).sort()).toEqual(
          there.reasons.map(({ field, code, weight }) => [field, code, weight]).sort(),
        );
        expect(there.score).toBeGreaterThanOrEqual(0);
        expect(there.score).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('What one of two cards does not say neither helps nor harms', () => {
    fc.assert(
      fc.property(card, (extra) => {
        const names = ['Ferdinand Mrkvička'];
        const phones = ['+420601222333'];
        const bare = score({ names, phones }, { names, phones }).score;
        expect(score({ ...extra, names, phones }, { names, phones }).score).toBeCloseTo(bare, 9);
      }),
    );
  });

  test('Every reason has a verdict that fits its weight, and the values as they were written', () => {
    const { reasons } = score(jana, { ...jana, names: ['Jana Dvorakova'], phones: ['+420777000111'] });
    expect(reasons.map(({ field, verdict }) => [field, verdict])).toEqual(
      expect.arrayContaining([
        ['name', 'for'],
        ['email', 'for'],
        ['street', 'for'],
        ['phone', 'against'],
      ]),
    );
    for (const { weight, verdict } of reasons) expect(weight > 0).toBe(verdict === 'for');
    expect(reasons.find(({ field }) => field === 'name')).toMatchObject({
      left: 'Jana Dvořáková',
      right: 'Jana Dvorakova',
    });
  });
});
