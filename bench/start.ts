import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { buildScreen } from '#src/cli/build-screen.ts';
import { summaryOf } from './measure/percentiles.ts';
import { openStore } from './store/open-store.ts';

/**
 * `npm run bench:start`: from the start of the process to the first answer of its door, with the embedded server: a first start, which makes the store; an empty
 * store; and a copy of the generated one with 100,000 contacts, which is made when it is not there (docs/benchmarks.md). `--times N`: so many of each.
 */
const { values: flags } = parseArgs({
  options: { times: { type: 'string', default: '10' }, dir: { type: 'string' } },
});
const program = fileURLToPath(new URL('../bin/vizitka.js', import.meta.url));
const most = 60_000;
const times = Number(flags.times);

await buildScreen((line) => console.error(line));
const folder = await mkdtemp(join(tmpdir(), 'vizitka-bench-'));
await chmod(folder, 0o755); // as root the server runs under another user id
try {
  await tell('first start, the store made', undefined, async (n) => join(folder, `first-${n}`));
  await tell('an empty store', 2, async () => join(folder, 'first-0'));
  const full = join(folder, 'full');
  await copyOfStore(full);
  await tell('100,000 contacts', 3, async () => full);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @param goal seconds. */
async function tell(what: string, goal: number | undefined, dataDir: (n: number) => Promise<string>): Promise<void> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) took.push(await timeToAnswer(await dataDir(n)));
  const { p50, max } = summaryOf(took);
  const judged = goal === undefined ? '' : `, goal ${goal} s: ${max <= goal * 1_000 ? 'met' : 'MISSED'}`;
  console.log(
    `${what}: ${(p50 / 1_000).toFixed(2)} s at the median, ${(max / 1_000).toFixed(2)} at the most of ${times}${judged}`,
  );
}

async function timeToAnswer(dataDir: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const server = spawn(process.execPath, [program, 'start', '--no-build', '--data', dataDir, '--port', `${port}`], {
    stdio: 'ignore',
  });
  try {
    for (;;) {
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return performance.now() - start;
      if (server.exitCode !== null || performance.now() - start > most)
        throw new Error(`Vizitka did not start on ${dataDir}.`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
  }
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  return port;
}

/** Of the generated store, which Vizitka's own work would change. */
async function copyOfStore(to: string): Promise<void> {
  const store = await openStore('10%', { log: (line) => console.error(line), ...(flags.dir && { dir: flags.dir }) });
  await store.stop();
  await promisify(execFile)('cp', ['-a', store.folder, to]); // with their owner, the server's user
}
