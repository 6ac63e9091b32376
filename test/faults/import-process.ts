import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lockHolder } from '#db/embedded/left-behind.ts';
import { serverProcesses } from '#db/embedded/processes.ts';
import { serverName } from '#db/embedded/socket-directory.ts';
import { findRunning } from '#db/embedded/start-embedded.ts';
import { connected } from '#test/support/test-databases.ts';

const program = fileURLToPath(new URL('../../bin/vizitka.js', import.meta.url));

/** `vizitka import mail` in a process of its own. */
export interface ImportProcess {
  child: ChildProcess;
  /** Settles when it has ended. */
  ended: Promise<{ code: number | null; said: string; summary: Record<string, unknown> | null }>;
}

/** Begins an import of a file into a data directory, on the embedded database. */
export function beginImport(file: string, dataDir: string, own: string): ImportProcess {
  const child = spawn(process.execPath, [program, 'import', 'mail', file, '--json', '--data', dataDir, '--own', own], {
    env: { PATH: process.env.PATH, HOME: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<Awaited<ImportProcess['ended']>> {
  let answer = '';
  let said = '';
  child.stdout?.on('data', (chunk) => {
    answer += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said, summary: answer.trim() ? JSON.parse(answer) : null };
}

/** Waits until so many messages are stored, the import has ended, or nothing can be asked any more. */
export async function untilStored(running: ImportProcess, dataDir: string, count: number): Promise<void> {
  let isOver = false;
  void running.ended.then(() => {
    isOver = true;
  });
  while (!isOver && (await stored(dataDir).catch(() => 0)) < count) await sleep(5);
}

async function stored(dataDir: string): Promise<number> {
  const server = await findRunning(dataDir);
  if (!server) return 0;
  return connected(server.url('vizitka_owner'), async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from vizitka.delivery');
    return rows[0]?.n ?? 0;
  });
}

/** kill -9 of the import alone: its database ends by itself. */
export async function killImport(running: ImportProcess): Promise<void> {
  running.child.kill('SIGKILL');
  await running.ended;
}

/** kill -9 of the import, the database server, all the server's processes and its watchdog, in one go. */
export async function killAll(running: ImportProcess, dataDir: string): Promise<void> {
  const postmaster = await lockHolder(dataDir);
  const status = await readFile(`/proc/${postmaster}/status`, 'utf8').catch(() => '');
  const watchdog = Number(/^PPid:\t(\d+)/m.exec(status)?.[1] ?? 0);
  for (const pid of [running.child.pid, watchdog, postmaster, ...serverProcesses(serverName(dataDir))])
    if (pid && pid > 1) killNow(pid);
  await running.ended;
}

/** kill -9 of the database's first process; the import lives on. */
export async function killServer(dataDir: string): Promise<void> {
  const postmaster = await lockHolder(dataDir);
  if (postmaster) killNow(postmaster);
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
