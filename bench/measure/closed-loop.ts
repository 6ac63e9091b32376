import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Job, Way } from './job.ts';
import { type Summary, summaryOf } from './percentiles.ts';
import { statementsSoFar } from './statements.ts';

/** What a job took beside its floor and the usual ways, in the same seconds on the same server. */
export interface Measured {
  times: number[];
  product: Summary;
  floor: ({ name: string } & Summary) | null;
  usual: UsualTimes[];
  /** The mean inside the transactions; null where others were under way. */
  statements: number | null;
  /** Transactions a run, each a request of its own where a screen asks. */
  transactions: number | null;
  /** A second, where several were at once: the product's and the floor's. */
  rates: { product: number; floor: number } | null;
}

/** `lacks`: what it does not answer (job.ts). */
export type UsualTimes = { name: string; lacks: string | null } & Summary;

const most = 400;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Service times: one run after the other, the product's and the floor's in turn. Every question once at least (of more than sixty so many), then until the time is over; with less
 * than a second for a job it is but a quick look. All of it was asked once before. Then each of the usual ways by itself, which read so much that what comes after them is cold:
 * they have half the time, and five runs at least.
 * @param seconds for the job.
 */
export async function closedLoop(job: Job, seconds: number): Promise<Measured> {
  const time = seconds * 1_000;
  await job.before?.();
  try {
    await warmUp(job, time);
    collectGarbage(); // what was prepared, and what the plain scans of the job before read, is no part of any job
    return await (job.atOnce ? severalAtOnce(job, job.atOnce, time) : oneByOne(job, time));
  } finally {
    await job.after?.();
  }
}

async function oneByOne(job: Job, time: number): Promise<Measured> {
  const product: number[] = [];
  const floor: number[] = [];
  const [counted, least] = [
    { statements: 0, transactions: 0 },
    time < 1_000 ? 10 : (job.runs ?? Math.min(60, Math.max(40, job.questions))),
  ];
  const start = performance.now();
  for (let n = 0; n < most && (n < least || performance.now() - start < time); n++) {
    if (n >= 20 && performance.now() - start > 20 * time) break; // so slow that every question once would take minutes
    await job.ready?.(n);
    const before = statementsSoFar();
    product.push(await timed(() => job.product(n)));
    const after = statementsSoFar();
    counted.statements += after.statements - before.statements;
    counted.transactions += after.transactions - before.transactions;
    await job.settle?.(n);
    if (job.floor) floor.push(await timedWay(job.floor, n));
  }
  const usual: UsualTimes[] = [];
  for (const way of job.usual ?? []) usual.push(await measureUsual(way, job, time / 2 / (job.usual?.length ?? 1)));
  return {
    times: product,
    product: summaryOf(product),
    floor: job.floor ? { name: job.floor.name, ...summaryOf(floor) } : null,
    usual,
    statements: job.before ? null : counted.statements / product.length,
    transactions: job.before ? null : counted.transactions / product.length,
    rates: null,
  };
}

/** Every question once, so that what is measured is warm, by the product and the floor. */
async function warmUp(job: Job, time: number): Promise<void> {
  await inTime(job.questions, 10 * time, async (n) => {
    await job.ready?.(n);
    await job.product(n);
    await job.settle?.(n);
    await job.floor?.run(n);
  });
}

/**
 * A usual way, warm as well: first as many questions as fit into twice its time, then five of them at least, and all, as the product is asked, where twenty
 * times its time is enough: else p99 is of the easy ones, since the one that takes seconds is not reached.
 */
async function measureUsual(way: Way, { questions }: Job, time: number): Promise<UsualTimes> {
  await inTime(questions, 2 * time, (n) => timedWay(way, n).then(() => way.settle?.()));
  const times: number[] = [];
  let spent = 0;
  const isDue = (n: number) => n < 5 || spent < time || (n < questions && spent < 20 * time);
  for (let n = 0; n < most && isDue(n); n++) {
    const took = await timedWay(way, n);
    await way.settle?.();
    times.push(took);
    spent += took;
  }
  return { name: way.name, lacks: way.lacks ?? null, ...summaryOf(times) };
}

async function inTime(questions: number, milliseconds: number, ask: (n: number) => Promise<unknown>): Promise<void> {
  const until = performance.now() + milliseconds;
  for (let n = 0; n < questions && performance.now() < until; n++) await ask(n);
}

/** Slices of the product and of the floor in turn, each with so many at once. */
async function severalAtOnce(job: Job, atOnce: number, time: number): Promise<Measured> {
  const [product, floor]: [Slice, Slice] = [
    { times: [], took: 0 },
    { times: [], took: 0 },
  ];
  for (let slice = 0; slice < 4; slice++) {
    await together(product, job.product, atOnce, time / 4);
    if (job.floor) await together(floor, job.floor.run, atOnce, time / 4);
  }
  const rate = ({ times, took }: Slice) => (times.length * 1_000) / took;
  return {
    times: product.times,
    product: summaryOf(product.times),
    floor: job.floor ? { name: job.floor.name, ...summaryOf(floor.times) } : null,
    usual: [],
    statements: null,
    transactions: null,
    rates: { product: rate(product), floor: rate(floor) },
  };
}

interface Slice {
  times: number[];
  took: number;
}

async function together(slice: Slice, run: Way['run'], atOnce: number, time: number): Promise<void> {
  const start = performance.now();
  let next = slice.times.length;
  const one = async () => {
    while (performance.now() - start < time) {
      const n = next++;
      slice.times.push(await timed(() => run(n)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  slice.took += performance.now() - start;
}

/** A usual way that runs into the time limit of its connection counts with the time that it had. */
async function timedWay(way: Way, n: number): Promise<number> {
  return timed(() =>
    way.run(n).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== '57014') throw error;
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
