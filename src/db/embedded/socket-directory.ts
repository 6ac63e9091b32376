import { createHash } from 'node:crypto';
import { lstat, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { firstClosed, handOver, type ServerUser } from './server-user.ts';

/** The name of the server of a data directory (real path): of its socket directory and in the titles of its processes. */
export function serverName(dataDir: string): string {
  return `vizitka-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}

/**
 * Makes the empty private directory for the server's socket in the system's temporary folder (or /tmp, when that one
 * is too deep or closed to the server's user). Only the claim's holder may call this. Throws START_FAILED.
 */
export async function makeSocketDirectory(name: string, user: ServerUser): Promise<string> {
  const path = await choosePlace(name, user);
  await mustBeOurs(path, user);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { mode: 0o700 });
  await handOver(path, user);
  return path;
}

// sockaddr_un.sun_path with its closing zero: 108 bytes on Linux, 104 on macOS (unix(7), unix(4)).
const LONGEST = process.platform === 'darwin' ? 103 : 107;

/** Whether the socket in this directory has a path that the system can take. */
export function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, '.s.PGSQL.5432')) <= LONGEST;
}

async function choosePlace(name: string, user: ServerUser): Promise<string> {
  const candidates = [...new Set([tmpdir(), '/tmp'])];
  for (const folder of candidates) {
    if (fits(join(folder, name)) && !(await firstClosed(user, [folder]))) return join(folder, name);
  }
  throw new EmbeddedError(
    'START_FAILED',
    `The database's socket has no place: ${candidates.join(' and ')} are too long (${LONGEST} bytes at most) ` +
      'or closed to its user. Set TMPDIR to a short directory that everybody can enter.',
  );
}

// The name can be guessed: someone else's directory there is never used, nor emptied.
async function mustBeOurs(path: string, { uid }: ServerUser): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found || (found.isDirectory() && [process.geteuid?.(), uid].includes(found.uid))) return;
  throw new EmbeddedError('START_FAILED', `${path} is in the way and belongs to user id ${found.uid}. Remove it.`);
}
