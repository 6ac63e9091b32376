import pg from 'pg';

/** What one job took beside its floor, in milliseconds. `ratio`: how many times as long as the floor, at the median. */
export interface Figure {
  job: string;
  floor: string;
  p50: number;
  p99: number;
  floorP50: number;
  floorP99: number;
  ratio: number;
  runs: number;
  /** Statements inside the transaction, its frame (begin, set_config, commit) left out; the mean. */
  statements?: number;
}

/**
 * Runs a job and its floor in turn, so that both meet the same machine at the same time. Each run is given its number.
 * The first tenth warms up and is not counted.
 */
export async function sideBySide(
  names: { job: string; floor: string },
  runs: number,
  job: (run: number) => Promise<unknown>,
  floor: (run: number) => Promise<unknown>,
): Promise<Figure> {
  const [ours, bare]: [number[], number[]] = [[], []];
  const warmUp = Math.ceil(runs / 10);
  let statements = 0;
  for (let run = 0; run < runs + warmUp; run++) {
    const before = statementsSent;
    const took = await timed(() => job(run));
    const sent = statementsSent - before;
    const tookBare = await timed(() => floor(run));
    if (run < warmUp) continue;
    ours.push(took);
    bare.push(tookBare);
    statements += sent - frame;
  }
  const p50 = percentile(ours, 50);
  const floorP50 = percentile(bare, 50);
  return {
    ...names,
    p50,
    p99: percentile(ours, 99),
    floorP50,
    floorP99: percentile(bare, 99),
    ratio: p50 / floorP50,
    runs,
    statements: statements / runs,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

const frame = 3;
let statementsSent = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  if (
    JSON.stringify(given[0]) !== undefined &&
    !String((given[0] as { text?: string }).text ?? given[0]).includes('pg_notify')
  )
    statementsSent += 1;
  return Reflect.apply(query, this, given);
} as typeof query;

/** The figures as a table for people. */
export function asTable(figures: Figure[]): string {
  const rows = figures.map(({ job, floor, p50, p99, floorP50, floorP99, ratio, statements }) => [
    job,
    p50.toFixed(2),
    p99.toFixed(2),
    floor,
    floorP50.toFixed(2),
    floorP99.toFixed(2),
    `${ratio.toFixed(1)} ×`,
    `${Math.round(100 / ratio)} %`,
    statements?.toFixed(1) ?? '',
  ]);
  const lines = [['job', 'p50 ms', 'p99 ms', 'floor', 'p50 ms', 'p99 ms', 'time', 'rate', 'statements'], ...rows];
  const widths = lines[0]?.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, place) =>
          place === 0 || place === 3 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
