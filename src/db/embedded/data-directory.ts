import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import type { Binaries } from './packages.ts';
import { firstClosed, handOver, runAs, type ServerUser } from './server-user.ts';

/**
 * Makes the data directory if it is missing and gives its real path. In it lie `cluster/` (PostgreSQL's own data, with
 * its logs), the owner files, who may connect (`pg_hba.conf`, `pg_ident.conf`), `start.log` and perhaps a copy of the
 * programs. Throws UNREACHABLE_DIRECTORY when we may not write there.
 */
export async function openDataDirectory(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await makeDirectories(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (cause) {
    throw new EmbeddedError(
      'UNREACHABLE_DIRECTORY',
      `The data directory ${path} cannot be used: ${(cause as Error).message}. Make it writable for this user, or choose another one.`,
      { cause },
    );
  }
}

/** Throws UNREACHABLE_DIRECTORY, with the way out, when the server's user cannot walk to the data. */
export async function mustReach(user: ServerUser, dataDir: string): Promise<void> {
  const cluster = await stat(clusterOf(dataDir)).then(
    () => [clusterOf(dataDir)],
    () => [],
  );
  const closed = await firstClosed(user, [...ancestors(dataDir), ...cluster]);
  if (closed === undefined) return;
  const who =
    user.uid === undefined
      ? 'This user'
      : `PostgreSQL refuses to run as root, so it runs as user id ${user.uid}, which`;
  throw new EmbeddedError(
    'UNREACHABLE_DIRECTORY',
    `${who} cannot enter ${closed}, and so not reach the data directory ${dataDir}. ` +
      `Either choose a data directory that everybody can walk to, such as /var/lib/vizitka, or open the way ` +
      `(chmod o+x ${closed}), or start Vizitka as an ordinary user that owns it, or set DATABASE_URL.`,
  );
}

/**
 * Runs initdb once. The cluster appears under its name only when it is complete, so a start that is killed half-way
 * leaves nothing behind that looks like a database. Throws WRONG_VERSION for a cluster of another major version.
 */
export async function createCluster(
  dataDir: string,
  binaries: Binaries,
  user: ServerUser,
  log: (line: string) => void,
): Promise<void> {
  const cluster = clusterOf(dataDir);
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined) {
    mustMatch(Number(version), binaries.major, dataDir);
    return;
  }
  await removeUnfinished(dataDir);
  const unfinished = await mkdtemp(join(dataDir, UNFINISHED));
  await handOver(unfinished, user);
  const { code, output } = await runAs(user, binaries.initdb, [...INITDB, unfinished]);
  if (code !== 0)
    throw new EmbeddedError('START_FAILED', `The database could not be created in ${dataDir}: ${output.trim()}`);
  await rename(unfinished, cluster);
  await syncDirectory(dataDir);
  log(`Created the database in ${dataDir}.`);
}

const UNFINISHED = 'cluster.new-';

// Best effort, and never the same name twice: the initdb of a killed start may still be at work in one.
async function removeUnfinished(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(names.map((name) => rm(join(dataDir, name), { recursive: true, force: true }).catch(() => {})));
}

const INITDB = [
  '--username=vizitka_owner',
  '--encoding=UTF8',
  // Sorts and folds alike on every system, whatever its C library; the people's order comes from our own sort keys.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=peer',
  '--no-instructions',
  '--pgdata',
];

/** PostgreSQL's own directory in our data directory. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, 'cluster');
}

// As root the server's other user must walk here, whatever our umask; as an ordinary user nobody else has business here.
async function makeDirectories(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined || process.geteuid?.() !== 0) return;
  const made = ancestors(path).filter((directory) => directory.length >= first.length);
  await Promise.all(made.map((directory) => chmod(directory, 0o755)));
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

function mustMatch(found: number, installed: number, dataDir: string): void {
  if (found === installed) return;
  throw new EmbeddedError(
    'WRONG_VERSION',
    `The data in ${dataDir} were written by PostgreSQL ${found}, and this Vizitka brings PostgreSQL ${installed}. ` +
      'Make a backup with the Vizitka that wrote them (vizitka backup) and restore it into a new data directory.',
  );
}

// The new name must outlive a power cut as surely as the transactions in it.
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
}
