import type { Measured, UsualTimes } from '../measure/closed-loop.ts';
import type { Goal, Job } from '../measure/job.ts';
import { mixOf, type Summary, summaryOf } from '../measure/percentiles.ts';
import type { SizeName } from '../store/types.ts';
import type { Machine } from './machine.ts';

/** A run of the benchmark: what is printed, and what is saved as JSON. */
export interface Report {
  at: string;
  size: SizeName;
  /** Of the generated store. */
  seed: number;
  counts: Record<string, number>;
  madeInSeconds: number;
  machine: Machine;
  /** Arrivals a second of the open loop, and seconds a job of the closed one. */
  rate: number;
  seconds: number;
  /** Seconds after which a usual way was given up: then it counts with those. */
  patience: number;
  jobs: JobReport[];
}

/** All times in milliseconds. */
export interface JobReport {
  name: string;
  group: string;
  /** Service times of the closed loop, one after the other. */
  closed: Summary;
  /** Latencies of the open loop, from the moment that each arrival was due; null for what is not offered. */
  open: Summary | null;
  goal: string | null;
  met: boolean | null;
  /** `ratio`: how many times as long as the floor, at the median. */
  floor: ({ name: string; ratio: number } & Summary) | null;
  usual: UsualTimes[];
  /** The usual way that is the fastest at p99 among those that answer all that was asked, over the product's p99. */
  timesFaster: number | null;
  statements: number | null;
  transactions: number | null;
  rates: { product: number; floor: number } | null;
  note: string | null;
  checked: number;
  wrong: string[];
}

/** What a job took as a line of the report; its goals are judged later, since some are held against other jobs. */
export function reportOf(job: Job, measured: Measured, checked: { checked: number; wrong: string[] }): JobReport {
  const { product, floor, usual, statements, transactions, rates } = measured;
  const best = Math.min(...usual.filter(({ lacks }) => lacks === null).map(({ p99 }) => p99));
  const ratio = rates ? rates.floor / rates.product : floor ? product.p50 / floor.p50 : Number.NaN;
  return {
    name: job.name,
    group: job.group,
    closed: product,
    open: null,
    goal: null,
    met: null,
    floor: floor && { ...floor, ratio },
    usual,
    timesFaster: Number.isFinite(best) ? best / product.p99 : null,
    statements,
    transactions,
    rates,
    note: job.note ?? null,
    ...checked,
  };
}

/** A group's jobs as one mix. */
export function mixReport(group: string, jobs: readonly Measured[]): JobReport {
  return {
    ...reportOf(
      { name: `${group}: the mix`, group, questions: 1, product: async () => {} },
      emptyMeasured(summaryOf(mixOf(jobs.map(({ times }) => times)))),
      {
        checked: 0,
        wrong: [],
      },
    ),
  };
}

function emptyMeasured(product: Summary): Measured {
  return { times: [], product, floor: null, usual: [], statements: null, transactions: null, rates: null };
}

/** Holds a line against its goal. */
export function judge(line: JobReport, goal: Goal | undefined, all: readonly JobReport[]): JobReport {
  if (!goal) return line;
  const held: { said: string; met: boolean }[] = [];
  if (goal.p99 !== undefined) held.push({ said: `${goal.p99} ms`, met: line.closed.p99 <= goal.p99 });
  if (goal.timesFloor !== undefined && line.floor)
    held.push({ said: `${goal.timesFloor.toFixed(2)} × floor`, met: line.floor.ratio <= goal.timesFloor });
  const other = goal.timesJob && all.find(({ name }) => name === goal.timesJob?.name);
  if (goal.timesJob && other)
    held.push({
      said: `${goal.timesJob.most} × page 1`,
      met: line.closed.p50 <= goal.timesJob.most * other.closed.p50,
    });
  if (goal.statements !== undefined && line.statements !== null)
    held.push({ said: `${goal.statements} statements`, met: line.statements <= goal.statements });
  return { ...line, goal: held.map(({ said }) => said).join(', '), met: held.every(({ met }) => met) };
}
