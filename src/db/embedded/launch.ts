import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterOf } from './data-directory.ts';
import { EmbeddedError } from './embedded-error.ts';
import type { Binaries } from './packages.ts';
import type { ServerUser } from './server-user.ts';
import { settings } from './settings.ts';
import { startWatched, type Watched } from './watchdog.ts';

/** All that a server needs to start. */
export interface Launch {
  directory: string;
  name: string;
  binaries: Binaries;
  user: ServerUser;
  socketDirectory: string;
  access: { hba: string; ident: string };
  log: (line: string) => void;
}

/**
 * Starts the server under its watchdog and waits until it takes connections, as long as it lives: recovery after a
 * crash may need minutes. Tries for 10 s while something still holds the lock or the shared memory of a killed
 * server. Throws START_FAILED with what PostgreSQL said.
 */
export async function launch(options: Launch): Promise<Watched> {
  for (const patience = Date.now() + 10_000; ; await sleep(200)) {
    const server = await startOnce(options);
    if (await becomesReady(server, options)) return server;
    const reason = await complaint(server, options.directory);
    if (!/lock file ".*" already exists|shared memory block/.test(reason) || Date.now() > patience) {
      throw new EmbeddedError('START_FAILED', `The built-in database did not start on ${options.directory}: ${reason}`);
    }
  }
}

function startOnce({ directory, name, binaries, user, socketDirectory, access }: Launch): Promise<Watched> {
  const all = {
    ...settings(),
    cluster_name: name,
    unix_socket_directories: socketDirectory,
    hba_file: access.hba,
    ident_file: access.ident,
  };
  const args = Object.entries(all).flatMap(([setting, value]) => ['-c', `${setting}=${value}`]);
  const errorFile = join(directory, 'start.log');
  return startWatched(binaries.postgres, ['-D', clusterOf(directory), ...args], { user, errorFile });
}

async function becomesReady(server: Watched, { directory, log }: Launch): Promise<boolean> {
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  for (let next = Date.now() + 5_000; !ended; await sleep(10)) {
    const lines = (await readFile(join(clusterOf(directory), 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    // Line 1 is the server's number (a stale file has another), line 8 its state (pg_ctl waits the same way).
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true;
    if (Date.now() > next) {
      log('The database is still recovering from a crash…');
      next += 5_000;
    }
  }
  return false;
}

// Before its log is open PostgreSQL complains to start.log, afterwards to the log.
async function complaint(server: Watched, directory: string): Promise<string> {
  const reason = await server.ended;
  const early = await readFile(join(directory, 'start.log'), 'utf8').catch(() => '');
  const late = await newestLog(join(clusterOf(directory), 'log'));
  const said = [early, late]
    .map((text) => text.split('\n').filter((line) => /FATAL|PANIC|HINT/.test(line)))
    .find((lines) => lines.length > 0);
  return said ? said.slice(-2).join(' ') : `${reason}. ${early.trim()}`;
}

async function newestLog(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = dated.sort((one, other) => other.time - one.time)[0];
  return newest ? (await readFile(join(folder, newest.name), 'utf8')).slice(-4000) : '';
}
