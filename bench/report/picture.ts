import type { Growth, JobGrowth } from './growth.ts';

const [width, height, margin] = [280, 190, { left: 44, right: 10, top: 26, bottom: 24 }];
const across = 3;
const colours = { ours: '#2448c4', usual: '#7f8895', grid: '#dde1e7', ink: '#161b23', quiet: '#5d6775' };

/**
 * The growth of every group of jobs as a picture (SVG): one small plot each, both scales logarithmic. A blue line is a job's median, a dot its p99, the dashes
 * what ten times more would come to; grey is the fastest usual way at p99.
 */
export function asPicture(growth: Growth): string {
  const groups = [...new Set(growth.jobs.map(({ group }) => group))];
  const rows = Math.ceil(groups.length / across);
  const plots = groups.map((group, place) => {
    const jobs = growth.jobs.filter((job) => job.group === group);
    const at = `translate(${(place % across) * width} ${Math.floor(place / across) * height + 34})`;
    return `<g transform="${at}">${plotOf(group, jobs, growth)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${across * width} ${rows * height + 40}" font-family="system-ui, sans-serif" font-size="10">
<title>How each job grows with the directory</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="12" y="20" font-size="12" fill="${colours.ink}">Milliseconds by the number of entries: median (line) and p99 (dot) of each job, ten times more (dashes), the fastest usual way (grey)</text>
${plots.join('\n')}
</svg>
`;
}

interface Scale {
  x(entries: number): number;
  y(ms: number): number;
  low: number;
  high: number;
}

function plotOf(group: string, jobs: JobGrowth[], { sizes }: Growth): string {
  const scale = scaleOf(jobs, sizes);
  const points = (values: (number | null | undefined)[]) =>
    values.flatMap((value, place) => {
      const size = sizes[place];
      return value && size ? [`${scale.x(size.entries).toFixed(1)},${scale.y(value).toFixed(1)}`] : [];
    });
  const line = (at: string[], colour: string, more = '') =>
    `<polyline points="${at.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.2" ${more}/>`;
  const usual = jobs.map(({ lines }) =>
    line(
      points(lines.map((one) => one?.timesFaster && one.timesFaster * one.closed.p99)),
      colours.usual,
      'opacity="0.5"',
    ),
  );
  const ours = jobs.map(({ lines, tenfold }) => {
    const [medians, worst] = [points(lines.map((one) => one?.closed.p50)), points(lines.map((one) => one?.closed.p99))];
    const dots = worst.map(
      (at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="1.8" fill="${colours.ours}"/>`,
    );
    const largest = sizes.at(-1);
    const far = largest && tenfold ? `${scale.x(largest.entries * 10)},${scale.y(tenfold).toFixed(1)}` : null;
    const last = worst.at(-1);
    const dashes = far && last ? line([last, far], colours.ours, 'stroke-dasharray="3 3" opacity="0.6"') : '';
    return line(medians, colours.ours) + dots.join('') + dashes;
  });
  return `<text x="${margin.left}" y="16" font-size="11" font-weight="600" fill="${colours.ink}">${group}</text>${gridOf(scale, sizes)}${usual.join('')}${ours.join('')}`;
}

function scaleOf(jobs: JobGrowth[], sizes: Growth['sizes']): Scale {
  const all = jobs.flatMap(({ lines, tenfold }) => [
    tenfold ?? 1,
    ...lines.flatMap((one) => (one ? [one.closed.p50, one.closed.p99, (one.timesFaster ?? 1) * one.closed.p99] : [])),
  ]);
  const decade = (value: number, round: (n: number) => number) => round(Math.log10(Math.max(value, 0.01)));
  const [low, high] = [decade(Math.min(...all), Math.floor), decade(Math.max(...all), Math.ceil)];
  const entries = sizes.map((size) => Math.log10(size.entries));
  const [first, last] = [Math.min(...entries), Math.max(...entries) + 1];
  const inside = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  return {
    low,
    high,
    x: (count) => margin.left + ((Math.log10(count) - first) / (last - first)) * inside.width,
    y: (ms) => margin.top + ((high - Math.log10(Math.max(ms, 0.01))) / (high - low)) * inside.height,
  };
}

function gridOf({ x, y, low, high }: Scale, sizes: Growth['sizes']): string {
  const decades = Array.from({ length: high - low + 1 }, (_, place) => 10 ** (low + place));
  const across = decades.map(
    (ms) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(ms)}" y2="${y(ms)}" stroke="${colours.grid}"/><text x="${margin.left - 6}" y="${y(ms) + 3}" text-anchor="end" fill="${colours.quiet}">${ms.toLocaleString('en')}</text>`,
  );
  const largest = sizes.at(-1);
  const marks = [...sizes, ...(largest ? [{ entries: largest.entries * 10 }] : [])].map(
    ({ entries }) =>
      `<text x="${x(entries)}" y="${height - 8}" text-anchor="middle" fill="${colours.quiet}">${short(entries)}</text>`,
  );
  return across.join('') + marks.join('');
}

function short(count: number): string {
  return count >= 1e6 ? `${count / 1e6} M` : `${count / 1e3} k`;
}
