import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './job.ts';
import { type Summary, summaryOf } from './percentiles.ts';

/**
 * Load as it comes: so many arrivals a second, whether or not those before were answered, over the jobs in turn. A latency counts from the moment at which
 * the arrival was due, so that whoever waits in a line is counted.
 * @returns latencies of all arrivals, and of each job's.
 */
export async function openLoop(
  jobs: readonly Job[],
  { rate, seconds }: { rate: number; seconds: number },
): Promise<{ all: Summary; jobs: Map<string, Summary> }> {
  const latencies = new Map<string, number[]>(jobs.map(({ name }) => [name, []]));
  const arrivals: Promise<unknown>[] = [];
  const failures: unknown[] = [];
  const start = performance.now() + 20;
  for (let n = 0; n < rate * seconds; n++) {
    const due = start + (n * 1_000) / rate;
    await until(due);
    const job = jobs[n % jobs.length];
    if (job)
      arrivals.push(arrive(job, Math.floor(n / jobs.length), due, latencies).catch((error) => failures.push(error)));
  }
  await Promise.all(arrivals);
  if (failures.length > 0) throw failures[0];
  return {
    all: summaryOf([...latencies.values()].flat()),
    jobs: new Map([...latencies].map(([name, times]) => [name, summaryOf(times)])),
  };
}

async function arrive(job: Job, n: number, due: number, latencies: Map<string, number[]>): Promise<void> {
  await job.product(n);
  latencies.get(job.name)?.push(performance.now() - due);
}

/** Timers come a millisecond late: the last two are waited for awake, yet let others work. */
async function until(due: number): Promise<void> {
  const rest = due - performance.now();
  if (rest > 2) await sleep(rest - 2);
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve));
}
