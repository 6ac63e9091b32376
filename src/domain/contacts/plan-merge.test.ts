import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttributeValue } from '#db/schema.ts';
import { keyText } from './attach-values.ts';
import type { CardState, CardValue } from './card-state.ts';
import { type MergeQuestion, planMerge } from './plan-merge.ts';

const at = (day: number) => `2026-05-0${day}T10:00:00.000Z`;
const said = (value: string, rank = 9, day = 1): AttributeValue => ({
  value,
  source: `rank ${rank}`,
  rank,
  at: at(day),
});

function aCard(id: number, given: Partial<CardState> = {}): CardState {
  return {
    id,
    version: 1,
    state: 'active',
    mergedInto: null,
    name: null,
    attributes: {},
    tags: [],
    values: [],
    owns: [],
    states: {},
    conflicts: {},
    extra: {},
    importKeys: [],
    ...given,
  };
}

function withValues(
  id: number,
  values: (Partial<CardValue> & { key: string; state?: 'owned' | 'shared' | 'contested' })[],
) {
  const standing = values.map(
    ({ state: _, ...value }, n): CardValue => ({
      id: `${id}-${n}`,
      kind: 'email',
      account: '',
      display: value.key,
      label: null,
      trust: 2,
      main: n === 0,
      source: { by: 'operator' },
      firstSeen: at(id),
      ...value,
    }),
  );
  const states = Object.fromEntries(standing.map((value, n) => [value.id, values[n]?.state ?? 'owned']));
  return aCard(id, {
    values: standing,
    states,
    owns: standing.flatMap(({ id: row }) => (states[row] === 'owned' ? row : [])),
  });
}

function plan(survivor: CardState, merged: CardState[], more: Partial<MergeQuestion> = {}) {
  const nothing = { choose: {}, theirsAlone: new Set<string>(), saidNotTheSame: false, curated: 0 };
  return planMerge({ survivor, merged, ...nothing, ...more });
}

describe('single values (R-DIR-5)', () => {
  test('go by the higher source, then the newer; what loses waits as a conflict, each value once', () => {
    const decision = plan(aCard(1, { name: said('Jana', 3, 5), attributes: { city: said('Brno', 6, 1) } }), [
      aCard(2, { name: said('Jana Nová', 9, 1), attributes: { city: said('Praha', 6, 2), language: said('cs') } }),
      aCard(3, { name: said('Jana', 4, 2), attributes: { city: said('Praha', 6, 2) } }),
    ]);
    expect(decision.fields.map(({ field, chosen, why, conflict }) => [field, chosen, why, conflict])).toEqual([
      ['name', 2, 'higherSource', true],
      ['attribute:city', 2, 'newer', true],
      ['attribute:language', 2, 'onlyOne', false],
    ]);
    expect(decision.name?.value).toBe('Jana Nová');
    expect(decision.conflicts).toEqual({
      name: [{ ...said('Jana', 3, 5), contactId: 1 }],
      'attribute:city': [{ ...said('Brno', 6, 1), contactId: 1 }],
    });
  });

  test('that read the same are no conflict, and keep what vouches for them most', () => {
    const decision = plan(aCard(1, { name: said('Jana', 3) }), [aCard(2, { name: said('Jana', 9) })]);
    expect(decision).toMatchObject({ name: { rank: 9 }, conflicts: {}, fields: [{ why: 'same', conflict: false }] });
  });

  test('that are chosen are settled, with what waited before; what is not chosen waits on', () => {
    const waiting = { ...said('Jany', 3), contactId: 7 };
    const survivor = aCard(1, { name: said('Jana'), conflicts: { name: [waiting] } });
    const other = aCard(2, { name: said('Petr', 3) });
    expect(plan(survivor, [other], { choose: { name: 2 } })).toMatchObject({ name: { value: 'Petr' }, conflicts: {} });
    expect(plan(survivor, [other]).conflicts.name?.map(({ value }) => value)).toEqual(['Jany', 'Petr']);
  });
});

describe('values', () => {
  test('of one key become one: the row that is vouched for most stays as it is, owned where one of them owned it', () => {
    const survivor = withValues(3, [{ key: 'a@example.com', state: 'contested', label: 'home' }]);
    const other = withValues(2, [{ key: 'a@example.com', trust: 4, source: { by: 'channel' } }]);
    expect(plan(survivor, [other]).values).toEqual([{ ...other.values[0], from: 2, gone: ['3-0'], state: 'owned' }]);
    const [earlier, later] = [withValues(1, [{ key: 'b' }]), withValues(2, [{ key: 'b' }])];
    expect(plan(later, [earlier]).values).toMatchObject([{ id: '1-0', from: 1, gone: ['2-0'], main: true }]);
  });

  test('stay contested where another card is in doubt too, shared where somebody shared them, and are owned where only these doubted', () => {
    const survivor = withValues(1, [
      { key: 'a', state: 'contested' },
      { key: 'b', state: 'shared' },
    ]);
    const other = withValues(2, [
      { key: 'a', state: 'contested' },
      { key: 'b', state: 'shared' },
    ]);
    const states = (theirsAlone: string[]) =>
      plan(survivor, [other], { theirsAlone: new Set(theirsAlone) }).values.map(({ state }) => state);
    expect(states([])).toEqual(['contested', 'shared']);
    expect(states([keyText({ kind: 'email', account: '', key: 'a' })])).toEqual(['owned', 'shared']);
  });
});

test('whatever the cards: nothing is lost, one value of each key stays, and one main of each kind (a property)', () => {
  const value = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('email', 'phone'),
    state: fc.constantFrom('owned' as const, 'shared' as const, 'contested' as const),
    trust: fc.nat(5),
  });
  const single = fc.option(
    fc.record({ value: fc.constantFrom('x', 'y'), rank: fc.nat(9), day: fc.integer({ min: 1, max: 9 }) }),
    {
      nil: null,
    },
  );
  const card = fc.record({
    values: fc.uniqueArray(value, { selector: ({ kind, key }) => kind + key }),
    name: single,
    city: single,
    tags: fc.uniqueArray(fc.constantFrom('t', 'u', 'v')),
  });
  fc.assert(
    fc.property(fc.array(card, { minLength: 2, maxLength: 4 }), (given) => {
      const cards = given.map(({ values, name, city, tags }, n) => {
        const kinds = new Set<string>();
        const mains = values.map((one) => ({ ...one, main: !kinds.has(one.kind) && Boolean(kinds.add(one.kind)) }));
        const texts = { ...(city && { city: said(city.value, city.rank, city.day) }) };
        return {
          ...withValues(n + 1, mains),
          name: name && said(name.value, name.rank, name.day),
          attributes: texts,
          tags,
        };
      });
      const [survivor, ...merged] = cards as [CardState, ...CardState[]];
      const decision = plan(survivor, merged);
      const rows = cards.flatMap(({ values }) => values.map(({ id }) => id));
      expect(decision.values.flatMap(({ id, gone }) => [id, ...gone]).sort()).toEqual(rows.sort());
      expect(new Set(decision.values.map(keyText)).size).toBe(decision.values.length);
      for (const kind of new Set(decision.values.map((one) => one.kind)))
        expect(decision.values.filter((one) => one.kind === kind && one.main)).toHaveLength(1);
      expect(decision.tags).toEqual([...new Set(cards.flatMap(({ tags }) => tags))].sort());
      for (const [field, texts] of [
        ['name', cards.flatMap(({ name }) => name?.value ?? [])],
        ['attribute:city', cards.flatMap(({ attributes }) => attributes.city?.value ?? [])],
      ] as const) {
        const stands = field === 'name' ? decision.name?.value : decision.attributes.city?.value;
        const told = [
          ...(stands === undefined ? [] : [stands]),
          ...(decision.conflicts[field] ?? []).map((one) => one.value),
        ];
        expect(told.sort()).toEqual([...new Set(texts)].sort());
      }
    }),
  );
});
