import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterOf } from './data-directory.ts';
import { EmbeddedError } from './embedded-error.ts';
import { isServer, serverProcesses, waitUntil } from './processes.ts';

const PATIENCE = 10_000;

/**
 * Clears what a killed owner left: stops an orphaned server, waits for children of a killed one (they hold its shared
 * memory), removes a stale lock. Only the claim's holder may call this, so no living Vizitka owns what is found. Throws
 * ALREADY_RUNNING for a server that Vizitka did not start, START_FAILED for processes that do not end.
 */
export async function clearLeftBehind(dataDir: string, name: string, log: (line: string) => void): Promise<void> {
  const postmaster = await lockHolder(dataDir);
  if (postmaster && serverProcesses(name).includes(postmaster)) {
    log(`Stopping the database server ${postmaster}, whose Vizitka is gone.`);
    await stopServer(postmaster, name);
  }
  if (!(await waitUntil(() => serverProcesses(name).length === 0, PATIENCE))) {
    throw new EmbeddedError(
      'START_FAILED',
      `Processes of an earlier database server on ${dataDir} do not end: ${serverProcesses(name).join(', ')}. Stop them and start again.`,
    );
  }
  await dropStaleLock(dataDir);
}

/** The number on the first line of postmaster.pid: the server that holds the data, or held them when it was killed. */
export async function lockHolder(dataDir: string): Promise<number | undefined> {
  const text = await readFile(lockOf(dataDir), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

const lockOf = (dataDir: string) => join(clusterOf(dataDir), 'postmaster.pid');

async function stopServer(pid: number, name: string): Promise<void> {
  const gone = () => !serverProcesses(name).includes(pid);
  // SIGINT is the fast shutdown; SIGQUIT skips the checkpoint and leaves the work to the recovery of the next start.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!gone()) process.kill(pid, signal);
    if (await waitUntil(gone, PATIENCE)) return;
  }
}

// PostgreSQL clears the lock of a dead process itself, but takes a zombie, or an unrelated process that got the number
// since, for the holder. The lock also guards the shared memory, so it is left alone in every other case.
async function dropStaleLock(dataDir: string): Promise<void> {
  const holder = await lockHolder(dataDir);
  if (!holder) return;
  if (isServer(holder)) {
    throw new EmbeddedError(
      'ALREADY_RUNNING',
      `PostgreSQL process ${holder}, which Vizitka did not start, uses ${clusterOf(dataDir)}. Stop it first.`,
    );
  }
  if (exists(holder)) await rm(lockOf(dataDir), { force: true });
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
