// `npm test [-- --no-journeys] [arguments of vitest]`: the unit and integration tests, some ten thousand random operations,
// then, on a freshly built screen, the journeys in a real browser; at the end what failed by name, and one plain line that
// counts them all.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOrInstallChromium } from './chromium.ts';

type Count = { passed: number; failed: number; skipped: number };
type Outcome = Count & { broken: string[] };
type Report = {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
};

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'vizitka-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

const passedOn = process.argv.slice(2).filter((argument) => argument !== '--no-journeys');
const paths = passedOn.filter((argument, n) => !argument.startsWith('-') && !isOption(passedOn[n - 1]));
const journeys = wantJourneys();
const chromium = journeys ? findOrInstallChromium() : undefined;
if (journeys && !chromium && process.env.CI) process.exit(1); // in CI a missing browser is a failure, not a choice

const counts = [vitest('tests', ['--exclude', 'test/journeys/**', '--exclude', 'test/operations/**'])];
// By themselves: they keep both the machine and the store busy.
if (paths.length === 0) counts.push(vitest('operations', ['test/operations']));
if (chromium) {
  const built = run('vite/bin/vite.js', ['build', '--logLevel', 'warn']) === 0;
  const journey = () => vitest('journeys', ['--config', 'vitest.journeys.config.ts'], { CHROMIUM_PATH: chromium });
  counts.push(built ? journey() : nothingOf('the build of the screen'));
} else if (journeys) {
  console.log('The journeys in the browser were left out: there is no Chromium (see above).');
}

const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
for (const line of counts.flatMap(({ broken }) => broken)) console.log(`failed: ${line}`);
if (sum('passed') + sum('failed') === 0) console.error('No test ran.');
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;

/** Whether there are journeys and the arguments do not rule them out: `--no-journeys`, or a path that is not theirs. */
function wantJourneys(): boolean {
  if (process.argv.includes('--no-journeys')) return false;
  if (paths.length > 0 && !paths.some((path) => path.includes('journeys'))) return false;
  return globSync('test/journeys/**/*.test.ts', { cwd: root }).length > 0;
}

function isOption(argument: string | undefined): boolean {
  return argument?.startsWith('-') === true && !argument.includes('=');
}

/** Runs Vitest once and counts. A file that cannot be loaded and a run that breaks down count as a failure each. */
function vitest(name: string, args: string[], environment: NodeJS.ProcessEnv = {}): Outcome {
  const file = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = run(
    'vitest/vitest.mjs',
    ['run', ...args, ...reporters, '--passWithNoTests', ...passedOn],
    environment,
  );
  if (!existsSync(file)) return nothingOf(`the run of the ${name}`);
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.flatMap(({ name: path, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => ` > ${fullName}`);
    const unloaded = status === 'failed' && tests.length === 0;
    return (unloaded ? [', which did not load or end'] : tests).map((what) => relative(root, path) + what);
  });
  if (status !== 0 && broken.length === 0) broken.push(`the run of the ${name}, though no test of it: see above`);
  return {
    passed: report.numPassedTests,
    failed: broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    broken,
  };
}

/** What did not even begin counts as one failure. */
function nothingOf(what: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, broken: [what] };
}

/** Runs a program of node_modules in the foreground, under this Node; returns its exit code. */
function run(program: string, args: string[], environment: NodeJS.ProcessEnv = {}): number {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}
