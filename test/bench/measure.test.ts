import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { difference } from '../../bench/jobs/difference.ts';
import { walkPages } from '../../bench/jobs/walk-pages.ts';
import { closedLoop } from '../../bench/measure/closed-loop.ts';
import type { Job } from '../../bench/measure/job.ts';
import { openLoop } from '../../bench/measure/open-loop.ts';
import { mixOf, summaryOf } from '../../bench/measure/percentiles.ts';
import { reportOf } from '../../bench/report/report.ts';

function aJob(product: Job['product'], more: Partial<Job> = {}): Job {
  return { name: 'a job', group: 'jobs', questions: 1, product, ...more };
}

/** Whoever comes waits for those before. */
function oneAtATime(milliseconds: number): Job['product'] {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    last = last.then(() => sleep(milliseconds));
    return last;
  };
}

describe('a benchmark', () => {
  it('counts a latency of the open loop from the moment at which the arrival was due, the line it stood in included', async () => {
    const { all } = await openLoop([aJob(oneAtATime(20))], { rate: 100, seconds: 0.2 }); // 20 arrivals, each 10 ms after the one before
    expect(all.runs).toBe(20);
    expect(all.max).toBeGreaterThan(180);
  });

  it('runs the floor in turn with the product, with the same questions, and the usual ways after them', async () => {
    const asked: string[] = [];
    const note = (who: string) => async (n: number) => void asked.push(`${who} ${n}`);
    const floor = { name: 'floor', run: note('floor') };
    const { product, usual } = await closedLoop(
      aJob(note('product'), { floor, usual: [{ name: 'usual', run: note('usual') }] }),
      0.01,
    );
    expect(product.runs).toBeGreaterThanOrEqual(10);
    expect(usual[0]?.runs).toBeGreaterThanOrEqual(5);
    const first = asked.lastIndexOf('product 0'); // after the warming up
    expect(asked.slice(first, first + 4)).toEqual(['product 0', 'floor 0', 'product 1', 'floor 1']);
    expect(asked.findIndex((one) => one.startsWith('usual'))).toBeGreaterThan(
      asked.findLastIndex((one) => one.startsWith('floor')),
    );
  });

  it('holds a job against the fastest usual way that answers all of it, and clears up after each where that is asked', async () => {
    const cleared: string[] = [];
    const taking = (milliseconds: number) => () => sleep(milliseconds);
    const whole = { name: 'whole', run: taking(20), settle: async () => void cleared.push('whole') };
    const job = aJob(taking(4), { usual: [whole, { name: 'half', lacks: 'the other half', run: taking(1) }] });
    const { closed, usual, timesFaster } = reportOf(job, await closedLoop(job, 0.2), { checked: 0, wrong: [] });
    expect(usual.map(({ name, lacks }) => [name, lacks])).toEqual([
      ['whole', null],
      ['half', 'the other half'],
    ]);
    expect(timesFaster).toBe((usual[0]?.p99 ?? 0) / closed.p99);
    expect(cleared.length).toBeGreaterThanOrEqual(usual[0]?.runs ?? Number.POSITIVE_INFINITY);
  });

  it('tells percentiles, and gives each job of a mix the same weight however often it ran', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect(summaryOf(hundred)).toEqual({ runs: 100, p50: 50, p95: 95, p99: 99, max: 100 });
    expect(summaryOf(mixOf([[1], Array.from({ length: 1_000 }, () => 3)])).p50).toBe(1);
  });

  it('says where an answer differs from a plain scan, and nothing where it does not', () => {
    expect(difference('“jana”', [1, 2], [1, 2])).toBeNull();
    expect(difference('“jana”', [1, 3], [1, 2])).toContain('number 2 is 3 instead of 2; 1 that the scan has not');
    expect(difference('“jana”', [1], [1, 2])).toContain('number 2 is missing instead of 2');
  });

  it('walks a list to its last full page where there is no hundredth', async () => {
    const read = async (cursor = '0') => {
      const page = Number(cursor);
      return { ids: page < 4 ? [page * 2, page * 2 + 1] : [8], nextCursor: page < 4 ? String(page + 1) : null };
    };
    expect(await walkPages(read, 100)).toEqual([{ page: 4, cursor: '3', before: [0, 1, 2, 3, 4, 5] }]);
  });
});
