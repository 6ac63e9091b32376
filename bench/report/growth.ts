import type { JobReport, Report } from './report.ts';

/** One job over the sizes, in milliseconds; null where a run has it not. */
export interface JobGrowth {
  name: string;
  group: string;
  goal: string | null;
  /** In the order of `sizes`. */
  lines: (JobReport | null)[];
  /** How its median grew with the last step of the sizes, for ten times as many entries. */
  factor: number | null;
  /** The p99 at ten times the largest size, if it goes on growing as with the last step; never less than now. */
  tenfold: number | null;
}

export interface Growth {
  /** `name` as the run was asked for, `entries` as many as it had; the smallest first. */
  sizes: { name: string; entries: number }[];
  jobs: JobGrowth[];
}

/** Runs of several sizes beside each other, by the names of their jobs. The mixes are left out. */
export function growthOf(reports: readonly Report[]): Growth {
  const sorted = reports.toSorted((a, b) => entriesOf(a) - entriesOf(b));
  const largest = sorted.at(-1);
  const names = (largest?.jobs ?? []).filter(({ name }) => !name.endsWith(': the mix')).map(({ name }) => name);
  return {
    sizes: sorted.map((report) => ({ name: report.size, entries: entriesOf(report) })),
    jobs: names.map((name) => growthOfJob(name, sorted)),
  };
}

function growthOfJob(name: string, sorted: readonly Report[]): JobGrowth {
  const lines = sorted.map(({ jobs }) => jobs.find((job) => sameJob(job.name) === sameJob(name)) ?? null);
  const [before, last] = [lines.at(-2), lines.at(-1)];
  const [fewer, more] = [sorted.at(-2), sorted.at(-1)];
  const decades = fewer && more ? Math.log10(entriesOf(more) / entriesOf(fewer)) : 0;
  const factor = before && last && decades > 0 ? (last.closed.p50 / before.closed.p50) ** (1 / decades) : null;
  return {
    name,
    group: last?.group ?? '',
    goal: last?.goal ?? null,
    lines,
    factor,
    tenfold: factor !== null && last ? last.closed.p99 * Math.max(1, factor) : null,
  };
}

/** Histories and their pages are as long as the size has them: the job is the same. */
function sameJob(name: string): string {
  return name.replace(/\d[\d,]* entries/, 'entries').replace(/^(history.*, page) (?!1$)\d+$/, '$1 far on');
}

function entriesOf(report: Report): number {
  return report.counts.entries ?? 0;
}

/** A table in Markdown: p50 and p99 at each size, the ratio to the floor and to the usual ways at the largest, and ten times that. */
export function asGrowth({ sizes, jobs }: Growth): string {
  const head = [
    'job',
    ...sizes.map(({ name }) => `${name}: p50 / p99`),
    'goal',
    'met',
    '× floor',
    '× faster',
    'a step',
    '× 10',
  ];
  const rows = jobs.map(({ name, goal, lines, factor, tenfold }) => {
    const last = lines.at(-1);
    return [
      name,
      ...lines.map((line) => (line ? `${ms(line.closed.p50)} / ${ms(line.closed.p99)}` : '')),
      goal ?? '',
      last?.met === true ? 'yes' : last?.met === false ? '**no**' : '',
      last?.floor ? last.floor.ratio.toFixed(1) : '',
      last?.timesFaster ? last.timesFaster.toPrecision(2) : '',
      factor === null ? '' : `× ${factor.toFixed(1)}`,
      tenfold === null ? '' : ms(tenfold),
    ];
  });
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const edge = head.map((_, place) => (place === 0 || place === sizes.length + 1 ? '---' : '--:'));
  return [line(head), line(edge), ...rows.map(line)].join('\n');
}

function ms(time: number): string {
  return time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : time.toFixed(0);
}
