import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the other process reports, in the order it happens. */
export type Report = { url: string } | { refused: string; message: string } | { exited: string };

/** Another process that starts the embedded server and runs until it is killed. */
export interface AnotherVizitka {
  pid: number;
  /** Its first word: the server's address, or why it was refused. */
  answer: Promise<Report>;
  /** Kills it, by default as the kernel does when memory is short, and waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts Vizitka's embedded server in a process of its own, as another user of the system if the test says so. */
export function anotherVizitka(dataDir: string, options: { uid?: number; gid?: number } = {}): AnotherVizitka {
  const child = spawn(process.execPath, ['-e', PROGRAM, LAUNCHER, dataDir], {
    ...options,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, answer: firstReport(child), kill };
}

const LAUNCHER = fileURLToPath(new URL('../../src/db/embedded/start-embedded.ts', import.meta.url));
const PROGRAM = `
  const [launcher, dataDir] = process.argv.slice(1);
  const report = (word) => console.log(JSON.stringify(word));
  import(launcher)
    .then(({ startEmbedded }) => startEmbedded({ dataDir, onExit: (exited) => report({ exited }) }))
    .then((server) => report({ url: server.url('vizitka_owner') }), ({ code, message }) => report({ refused: code, message }));
`;

async function firstReport(child: ChildProcess): Promise<Report> {
  if (!child.stdout) throw new Error('The other process has no output.');
  const [line] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(String(line)) as Report;
}
