import { expect, it } from 'vitest';
import { asGrowth, growthOf } from '../../bench/report/growth.ts';
import { asPicture } from '../../bench/report/picture.ts';
import type { JobReport, Report } from '../../bench/report/report.ts';

function aLine(name: string, p50: number, p99: number): JobReport {
  const closed = { runs: 10, p50, p95: p99, p99, max: p99 };
  const nothing = {
    open: null,
    goal: '20 ms',
    floor: null,
    statements: null,
    transactions: null,
    rates: null,
    note: null,
  };
  return {
    ...nothing,
    name,
    group: 'history',
    closed,
    met: p99 <= 20,
    usual: [],
    timesFaster: 2,
    checked: 1,
    wrong: [],
  };
}

function aReport(size: Report['size'], entries: number, jobs: JobReport[]): Report {
  const machine = { cpu: 'a processor', cores: 2, memoryGb: 8, node: '24', postgres: '18', commit: null };
  return {
    at: '2026-11-22T10:00:00.000Z',
    size,
    seed: 1,
    counts: { entries },
    madeInSeconds: 1,
    machine,
    rate: 40,
    seconds: 1,
    patience: 30,
    jobs,
  };
}

it('tells how a job grew with the last step of the sizes, and what ten times more would come to', () => {
  const growth = growthOf([
    aReport('100%', 10_000_000, [aLine('open', 3, 12), aLine('history: the mix', 1, 1)]),
    aReport('1%', 100_000, [aLine('open', 1, 2)]),
    aReport('10%', 1_000_000, [aLine('open', 2, 4)]),
  ]);
  expect(growth.sizes.map(({ name }) => name)).toEqual(['1%', '10%', '100%']);
  expect(growth.jobs).toMatchObject([{ name: 'open', factor: 1.5, tenfold: 18 }]);
  expect(asGrowth(growth)).toContain(
    '| open | 1.00 / 2.00 | 2.00 / 4.00 | 3.00 / 12.0 | 20 ms | yes |  | 2.0 | × 1.5 | 18.0 |',
  );
});

it('never hopes that more takes less, and knows a history by its job, however long it is', () => {
  const growth = growthOf([
    aReport('10%', 1_000_000, [aLine('history of 20000 entries, page 20', 4, 8)]),
    aReport('100%', 10_000_000, [aLine('history of 50000 entries, page 200', 2, 6)]),
  ]);
  expect(growth.jobs).toMatchObject([{ factor: 0.5, tenfold: 6 }]);
});

it('draws every job of every group', () => {
  const jobs = [aLine('open', 2, 4), { ...aLine('list', 1, 3), group: 'lists' }];
  const picture = asPicture(growthOf([aReport('1%', 1_000, jobs), aReport('10%', 10_000, jobs)]));
  expect(picture.match(/<g /g)).toHaveLength(2);
  expect(picture.match(/<circle /g)).toHaveLength(4);
});
