import type { JobReport, Report } from './report.ts';

/** The report as a table for people: times in milliseconds. */
export function asTable({ jobs, machine, size, counts, rate }: Report): string {
  const lines = jobs.map((job) => {
    const usual = job.timesFaster === null ? null : Math.min(...answering(job).map(({ p99 }) => p99));
    return [
      job.name,
      ...[job.closed.p50, job.closed.p95, job.closed.p99, job.closed.max].map(ms),
      job.open ? ms(job.open.p99) : '',
      job.goal ?? '',
      job.met === null ? '' : job.met ? 'yes' : 'NO',
      job.floor ? ms(job.floor.p50) : '',
      job.floor ? `${job.floor.ratio.toFixed(1)} ×` : '',
      usual === null ? '' : ms(usual),
      job.timesFaster === null ? '' : `${short(job.timesFaster)} ×`,
      job.statements === null ? '' : job.statements.toFixed(1),
      job.rates ? `${job.rates.product.toFixed(0)}/s of ${job.rates.floor.toFixed(0)}` : (job.note ?? ''),
    ];
  });
  const head = [
    'job',
    'p50',
    'p95',
    'p99',
    'max',
    'open p99',
    'goal',
    'met',
    'floor',
    'ratio',
    'usual p99',
    'faster',
    'statements',
    '',
  ];
  const about = `${size}: ${Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
    .join(
      ', ',
    )}. ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB; Node ${machine.node}, PostgreSQL ${machine.postgres}${machine.commit ? `, ${machine.commit}` : ''}. Open loop: ${rate} arrivals a second.`;
  return `${columns([head, ...lines])}\n\n${about}`;
}

/** How each job changed since a saved run, by its median and its p99. */
export function asComparison(now: Report, before: Report): string {
  const lines = now.jobs.flatMap((job) => {
    const had = before.jobs.find(({ name }) => name === job.name);
    if (!had) return [];
    const change = (a: number, b: number) =>
      `${ms(a)} → ${ms(b)}  ${((b / a - 1) * 100).toFixed(0).replace(/^(?=\d)/, '+')} %`;
    return [[job.name, change(had.closed.p50, job.closed.p50), change(had.closed.p99, job.closed.p99)]];
  });
  const about = `Compared with ${before.size} of ${before.at}${before.machine.commit ? `, ${before.machine.commit}` : ''}, on ${before.machine.cpu}.`;
  return `${columns([['job', 'p50', 'p99'], ...lines])}\n\n${about}`;
}

function answering({ usual }: JobReport) {
  return usual.filter(({ lacks }) => lacks === null);
}

function columns(lines: string[][]): string {
  const widths = lines[0]?.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, place) =>
          place === 0 || place === 6 || place === 13
            ? cell.padEnd(widths[place] ?? 0)
            : cell.padStart(widths[place] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function ms(time: number): string {
  return time < 10 ? time.toFixed(2) : time < 100 ? time.toFixed(1) : time.toFixed(0);
}

function short(times: number): string {
  return times < 10 ? times.toFixed(1) : times.toFixed(0);
}
