import { expect, test } from 'vitest';
import { partingSteps } from './parting-steps.ts';
import type { FamilyRow, Placed } from './plan-parting.ts';

function row(id: string, given: Partial<FamilyRow> = {}): FamilyRow {
  const value = { kind: 'phone', account: '', key: `+4206012223${id.length}${id}`, trust: 2 };
  return { ...value, id, firstSeen: new Date('2026-03-01'), came: null, stands: true, main: false, ...given };
}

const placed = (of: FamilyRow, card: number, given: Partial<Placed> = {}): Placed => ({
  row: of,
  card,
  stands: true,
  main: false,
  came: null,
  ...given,
});
const shown = (steps: ReturnType<typeof partingSteps>) =>
  steps.map(({ id, card, does, main }) => `${id} ${does} on ${card}${main ? ' as main' : ''}`);

test('what leaves a card hands the main mark to what stays, and has its own again', () => {
  const [theirs, stays] = [row('theirs', { main: true }), row('stays')];
  expect(shown(partingSteps([theirs, stays], [placed(theirs, 2, { main: true })], 1))).toEqual([
    'theirs stand on 2 as main',
    'stays stand on 1 as main',
  ]);
});

test('the mark goes to what is vouched for most, then to what was first seen', () => {
  const rows = [row('late'), row('early', { firstSeen: new Date('2026-01-01') }), row('weak', { trust: 1 })];
  const home = rows.map((one) => placed(one, 2));
  expect(shown(partingSteps(rows, home, 1)).filter((step) => step.endsWith('main'))).toEqual([
    'early stand on 2 as main',
  ]);
});

test('nobody takes the mark from another that was made main since', () => {
  const [since, comes] = [row('since', { main: true }), row('comes', { stands: false })];
  expect(shown(partingSteps([since, comes], [placed(comes, 1, { main: true })], 1))).toEqual(['comes comeUp on 1']);
});

test('of one value on two cards the one goes down, the other comes up, and what lies beneath stays there', () => {
  const [stood, lay, deep] = [
    row('stood', { main: true }),
    row('lay', { stands: false }),
    row('deep', { stands: false }),
  ];
  const steps = partingSteps(
    [stood, lay, deep],
    [placed(stood, 2, { main: true }), placed(lay, 1, { main: true }), placed(deep, 1, { stands: false })],
    1,
  );
  expect(shown(steps)).toEqual(['stood stand on 2 as main', 'lay comeUp on 1 as main', 'deep stayDown on 1']);
});

test('what nothing changes is left alone', () => {
  const [home, other] = [row('home', { main: true }), row('other')];
  expect(partingSteps([home, other], [], 1)).toEqual([]);
});
