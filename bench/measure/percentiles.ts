/** Times in milliseconds. */
export interface Summary {
  runs: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function summaryOf(times: readonly number[]): Summary {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The times of several jobs as one mix in which each has the same weight, however often it ran. */
export function mixOf(jobs: readonly (readonly number[])[]): number[] {
  const each = 200;
  return jobs.flatMap((times) => {
    const sorted = [...times].sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    return Array.from({ length: each }, (_, n) => sorted[Math.floor(((n + 0.5) * sorted.length) / each)] ?? Number.NaN);
  });
}
