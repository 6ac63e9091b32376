import { expect, test } from 'vitest';
import { type FamilyRow, planParting } from './plan-parting.ts';

const key = { kind: 'phone', account: '', key: '+420601222333' };
const through = (card: number, main = false, owned = false, at = '2026-05-01') => ({ card, at, main, owned });

/** A row that stands on the survivor, card 1, unless it lies beneath. */
function row(id: string, given: Partial<FamilyRow> = {}): FamilyRow {
  return { ...key, id, trust: 2, firstSeen: new Date('2026-03-01'), came: null, stands: true, ...given };
}

const places = ({ placed }: ReturnType<typeof planParting>) =>
  Object.fromEntries(placed.map(({ row: { id }, card, stands, main }) => [id, { card, stands, main }]));

test('a value goes home with its card, its main mark and its owner', () => {
  const plan = planParting(
    [row('theirs', { came: [through(2, true, true)] })],
    1,
    new Map([
      [1, 1],
      [2, 2],
    ]),
  );
  expect(places(plan)).toEqual({ theirs: { card: 2, stands: true, main: true } });
  expect(plan.placed[0]?.came).toBeNull();
  expect(plan.owners).toEqual([{ ...key, card: 2, wasOwned: false, ownedBefore: true }]);
});

test('of one value that both had, each gets its own row again', () => {
  const rows = [
    row('own', { came: [through(1, true, true)], stands: false }),
    row('theirs', { trust: 4, came: [through(2)] }),
  ];
  const plan = planParting(
    rows,
    1,
    new Map([
      [1, 1],
      [2, 2],
    ]),
  );
  expect(places(plan)).toEqual({
    own: { card: 1, stands: true, main: true },
    theirs: { card: 2, stands: true, main: false },
  });
  expect(plan.owners).toEqual([{ ...key, card: 1, wasOwned: true, ownedBefore: true }]);
});

test('what a later merge brought stays with the survivor when an earlier one is undone', () => {
  const rows = [
    row('first', { came: [through(2, false, true)] }),
    row('later', { came: [through(3)], stands: false, trust: 5 }),
  ];
  const standsFor = new Map([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
  expect(places(planParting(rows, 1, standsFor))).toEqual({
    first: { card: 2, stands: true, main: false },
    later: { card: 1, stands: true, main: false },
  });
});

test('a value that nobody owned before the merge is doubted again where it stands on several', () => {
  const rows = [row('own', { came: [through(1)] }), row('theirs', { came: [through(2)], stands: false })];
  const parted = new Map([
    [1, 1],
    [2, 2],
  ]);
  expect(planParting(rows, 1, parted).owners).toEqual([{ ...key, card: null, wasOwned: false, ownedBefore: false }]);
});

test('what was taken off the survivor meanwhile does not come back from beneath', () => {
  const rows = [row('theirs', { came: [through(2)], stands: false })];
  const parted = new Map([
    [1, 1],
    [2, 2],
  ]);
  expect(planParting(rows, 1, parted)).toEqual({ placed: [], forgotten: ['theirs'], owners: [] });
});

test('what is the survivor’s own is left alone', () => {
  const parted = new Map([
    [1, 1],
    [2, 2],
  ]);
  expect(planParting([row('own')], 1, parted)).toEqual({ placed: [], forgotten: [], owners: [] });
});

test('what was owned once, and was doubted when its card was merged last, stays doubted', () => {
  const rows = [
    row('own', { came: [through(2, true, false, '2026-06-01')] }),
    row('older', { came: [through(3, true, true)], stands: false }),
  ];
  const standsFor = new Map([
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
  expect(planParting(rows, 1, standsFor).owners).toEqual([{ ...key, card: 2, wasOwned: false, ownedBefore: false }]);
});

test('what a merge made theirs stays so when a later merge is undone, and is doubted again with the first', () => {
  const rows = [
    row('own', { came: [through(1, false, false), through(1, false, true, '2026-06-01')] }),
    row('second', { came: [through(2)], stands: false }),
    row('third', { came: [through(3, false, false, '2026-06-01')], stands: false }),
  ];
  const thirdOut = new Map([
    [1, 1],
    [2, 1],
    [3, 3],
  ]);
  expect(planParting(rows, 1, thirdOut).owners).toEqual([{ ...key, card: 1, wasOwned: true, ownedBefore: true }]);
  const secondOut = new Map([
    [1, 1],
    [2, 2],
    [3, 1],
  ]);
  expect(planParting(rows, 1, secondOut).owners).toEqual([{ ...key, card: null, wasOwned: false, ownedBefore: false }]);
});

test('what stood before the merge that is undone stands again, also where somebody lowered its trust since', () => {
  const later = '2026-06-01';
  const rows = [
    row('beneath', { trust: 3, came: [through(1)], stands: false }),
    row('stood', { trust: 2, came: [through(2), through(1, false, true, later)], stands: false }),
    row('theirs', { trust: 4, came: [through(3, false, false, later)] }),
  ];
  const standsFor = new Map([
    [1, 1],
    [2, 1],
    [3, 3],
  ]);
  expect(places(planParting(rows, 1, standsFor))).toMatchObject({
    beneath: { card: 1, stands: false },
    stood: { card: 1, stands: true },
    theirs: { card: 3, stands: true },
  });
});

test('what lay beneath a row that leaves goes on with its way, and comes out with the card that it stood for', () => {
  const at = (card: number, day: number) => through(card, false, false, `2026-05-0${day}`);
  // 6 went into 5, 5 into 4, 4 into 3, and 3 into the survivor, whose own row stands
  const rows = [
    row('own', { came: [at(1, 4)], trust: 5 }),
    row('first', { came: [at(6, 1), at(5, 2), at(4, 3), at(3, 4)], stands: false, trust: 3 }),
    row('beneath', { came: [at(4, 2)], stands: false }),
  ];
  const stayed = new Map([1, 3, 4, 5].map((id) => [id, 1]));
  const { placed } = planParting(rows, 1, new Map([...stayed, [6, 6]]));
  const ways = Object.fromEntries(placed.map(({ row: { id }, came }) => [id, came?.map(({ card }) => card) ?? null]));
  expect(ways).toEqual({ own: [1], first: null, beneath: [4, 4, 3] });
  const left = rows
    .filter(({ id }) => id !== 'first')
    .map((one) => ({ ...one, came: placed.find(({ row: { id } }) => id === one.id)?.came ?? null }));
  const next = planParting(left, 1, new Map([1, 3, 4, 5].map((id) => [id, id === 1 ? 1 : 3])));
  expect(places(next)).toEqual({
    own: { card: 1, stands: true, main: false },
    beneath: { card: 3, stands: true, main: false },
  });
});

test('what lies beneath a card that no row of the value stood on when it was merged stays there', () => {
  const rows = [
    row('own'),
    row('beneath', { came: [through(4, false, false, '2026-04-01')], stands: false, trust: 4 }),
    row('taken off', { came: [through(3, false, false, '2026-05-01')], stands: false }),
    row('other', { kind: 'email', key: 'jana@example.com', came: [through(2, true, true, '2026-05-02')] }),
  ];
  const plan = planParting(
    rows,
    1,
    new Map([
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 1],
    ]),
  );
  expect(places(plan)).toEqual({
    other: { card: 2, stands: true, main: true },
  });
  expect(plan.forgotten).toEqual([]);
});
