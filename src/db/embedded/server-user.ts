import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { EmbeddedError } from './embedded-error.ts';

/** Who the server runs as. Without uid and gid: as ourselves. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

const NOBODY = 65534;

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the owner of the data, and as 65534 ("nobody") when
 * there are none yet. Throws UNREACHABLE_DIRECTORY when we are an ordinary user and the data belong to another one.
 */
export async function serverUser(cluster: string): Promise<ServerUser> {
  const self = process.geteuid?.();
  const owner = await stat(cluster).catch(() => undefined);
  if (self !== 0) {
    if (owner && owner.uid !== self) {
      throw new EmbeddedError(
        'UNREACHABLE_DIRECTORY',
        `The database in ${cluster} belongs to user id ${owner.uid}, and this process runs as ${self}. ` +
          `Start Vizitka as the user who started it first, or hand the files over: chown -R ${self} ${cluster}`,
      );
    }
    return {};
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/**
 * The name of the operating system's user we run as; peer authentication knows clients by it. Throws NO_OS_USER when
 * the user id has none (a container started with `--user 12345`).
 */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new EmbeddedError(
      'NO_OS_USER',
      `User id ${process.geteuid?.()} has no name in this system (/etc/passwd), and the built-in database knows its ` +
        'clients by name. Start Vizitka as a user that has one, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

/** What a program said and how it ended; `code` is its exit status, or the system's word when it could not be run. */
export interface Outcome {
  code: number | string;
  output: string;
}

/** Runs a program to its end as the server's user, with an empty environment: PGPORT or LANG of the caller must not leak in. */
export async function runAs(user: ServerUser, program: string, args: string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { ...user, cwd: '/', env: BARE_ENVIRONMENT });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code = 'failed', stdout = '', stderr = '', message } = error as Error & Partial<Ended>;
    return { code, output: stdout + stderr || message };
  }
}

interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

export const BARE_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** The first of these directories that the user cannot enter, judged by the system itself (modes, groups, ACLs). */
export async function firstClosed(user: ServerUser, directories: string[]): Promise<string | undefined> {
  const script = 'for d; do cd "$d" 2>/dev/null || { printf %s "$d"; exit 1; }; done';
  const { code, output } = await runAs(user, '/bin/sh', ['-c', script, 'sh', ...directories]);
  return code === 0 ? undefined : output;
}

/** Gives a file or directory that we made as root to the server's user. */
export async function handOver(path: string, { uid, gid }: ServerUser): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
