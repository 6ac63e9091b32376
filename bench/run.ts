import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Bench, openBench } from './jobs/bench.ts';
import { contextJobs } from './jobs/context.ts';
import { directoryJobs } from './jobs/directory.ts';
import { historyJobs } from './jobs/history.ts';
import { listJobs } from './jobs/lists.ts';
import { mergeJobs } from './jobs/merge.ts';
import { putBack } from './jobs/put-back.ts';
import { receiveJobs } from './jobs/receive.ts';
import { recogniseJobs } from './jobs/recognise.ts';
import { rightsJobs } from './jobs/rights.ts';
import { searchContactJobs } from './jobs/search-contact.ts';
import { searchEverythingJobs } from './jobs/search-everything.ts';
import { benchMail } from './mail.ts';
import type { Group } from './measure/job.ts';
import { measureGroup } from './measure/measure-group.ts';
import { buildPlain } from './plain/build-plain.ts';
import { thisMachine } from './report/machine.ts';
import type { Report } from './report/report.ts';
import { asComparison, asTable } from './report/table.ts';
import { openStore } from './store/open-store.ts';
import { seed } from './store/sizes.ts';
import type { SizeName } from './store/types.ts';
import { buildUsual } from './usual/build-usual.ts';

/** `npm run bench`: how long every hot job takes on a generated workspace, beside its floor in the engine and the usual ways (docs/benchmarks.md). */
const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: '1%' },
    dir: { type: 'string' },
    jobs: { type: 'string' },
    json: { type: 'string' },
    compare: { type: 'string' },
    rate: { type: 'string', default: '40' },
    seconds: { type: 'string' },
    checks: { type: 'string' },
    patience: { type: 'string', default: '30' },
    pooler: { type: 'boolean', default: false },
    mail: { type: 'string' },
  },
});

/** Seconds of the closed loop for each job, and how many questions of each are checked, by size. */
const bySize: Record<SizeName, { seconds: number; checks: number }> = {
  '1%': { seconds: 1, checks: 60 },
  '10%': { seconds: 4, checks: 5 },
  '100%': { seconds: 10, checks: 2 },
};

if (flags.mail) console.log(await benchMail(flags.mail));
else {
  const report = await measured(sizeOf(flags.size), keep);
  console.log(asTable(report));
  if (flags.compare)
    console.log(`\n${asComparison(report, JSON.parse(await readFile(flags.compare, 'utf8')) as Report)}`);
  const wrong = report.jobs.flatMap((job) => job.wrong.slice(0, 3).map((what) => `${job.name}: ${what}`));
  if (wrong.length > 0) {
    console.error(`\nAnswers that differ from a plain scan:\n${wrong.join('\n')}`);
    process.exitCode = 1;
  }
}

function sizeOf(given: string): SizeName {
  if (Object.hasOwn(bySize, given)) return given as SizeName;
  throw new Error(`There is no size “${given}”. Take one of ${Object.keys(bySize).join(', ')}.`);
}

async function keep(report: Report): Promise<void> {
  if (flags.json) await writeFile(flags.json, `${JSON.stringify(report, null, 1)}\n`);
}

/** @param sofar hears the report after each group: who breaks off a long run keeps what was measured. */
async function measured(size: SizeName, sofar: (report: Report) => Promise<void>): Promise<Report> {
  const store = await openStore(size, { log: (line) => console.error(line), ...(flags.dir && { dir: flags.dir }) });
  const given = {
    rate: Number(flags.rate),
    seconds: Number(flags.seconds ?? bySize[size].seconds),
    patience: Number(flags.patience),
  };
  const bench = await openBench(store, { keepsPlans: !flags.pooler, patience: given.patience });
  const checks = Number(flags.checks ?? bySize[size].checks);
  try {
    await putBack(bench.owner, store.workspaceId); // what a run left that was killed
    await buildUsual(bench.owner, store.workspaceId);
    await buildPlain(bench.owner, store.workspaceId);
    const report: Report = {
      at: new Date().toISOString(),
      size,
      seed,
      counts: { ...store.counts },
      madeInSeconds: store.madeInSeconds,
      machine: await thisMachine(bench.owner),
      ...given,
      jobs: [],
    };
    for (const group of wantedGroups(bench)) {
      report.jobs.push(...(await measureGroup(group, isWanted, { ...given, checks })));
      await sofar(report);
    }
    return report;
  } finally {
    await bench.close();
    await store.stop();
  }
}

/** All groups, unless every name that `--jobs` gives is one of a group. */
function wantedGroups(bench: Bench): Group[] {
  const groups = groupsOf(bench);
  const named = flags.jobs?.split(',').map((name) => name.trim());
  if (!named?.every((name) => groups.some((group) => group.name === name))) return groups;
  return groups.filter(({ name }) => named.includes(name));
}

function groupsOf(bench: Bench): Group[] {
  return [
    recogniseJobs(bench),
    directoryJobs(bench),
    listJobs(bench),
    contextJobs(bench),
    historyJobs(bench),
    searchContactJobs(bench),
    searchEverythingJobs(bench),
    rightsJobs(bench),
    receiveJobs(bench),
    mergeJobs(bench),
  ];
}

/** `--jobs`: names of groups, or parts of names of jobs. */
function isWanted(group: string, job: string): boolean {
  if (!flags.jobs) return true;
  return flags.jobs.split(',').some((name) => name.trim() === group || job.includes(name.trim()));
}
