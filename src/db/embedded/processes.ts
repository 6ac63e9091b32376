import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Where process numbers mean the same: this boot of this kernel and this PID namespace. Two containers that share a
 * data directory are two places, and neither can look up the other's processes.
 */
export function place(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/**
 * The moment the process started, which tells it from a later one with the same number; undefined when it is dead or
 * a zombie, UNKNOWN when it lives but the system does not tell.
 */
export function startOf(pid: number): string | undefined {
  const [state, start] = process.platform === 'linux' ? linuxStat(pid) : psStat(pid);
  if (start) return state?.startsWith('Z') ? undefined : start;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  return UNKNOWN;
}

const UNKNOWN = 'unknown';

/** Whether the process that started at this moment (see `startOf`) still runs; in doubt it does. */
export function stillRuns(pid: number, start: string): boolean {
  const now = startOf(pid);
  return now === start || now === UNKNOWN;
}

/** The numbers of the running PostgreSQL processes (postmaster and children) that carry this cluster name. Zombies have no title. */
export function serverProcesses(clusterName: string): number[] {
  return titles()
    .filter(({ program, title }) => isPostgres(program) && title.includes(clusterName))
    .map(({ pid }) => pid);
}

/** Whether a process with this number runs and is some PostgreSQL server. */
export function isServer(pid: number): boolean {
  return titles().some((running) => running.pid === pid && isPostgres(running.program));
}

/** Looks every 20 ms, for at most `limit` milliseconds, until the condition holds; says whether it did. */
export async function waitUntil(condition: () => boolean, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; !condition(); await sleep(20)) {
    if (Date.now() > end) return false;
  }
  return true;
}

// proc(5): the fields after the name in parentheses are numbered from 3; 3 is the state, 22 the start in clock ticks.
function linuxStat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return [fields[0] ?? '', fields[19] ?? ''];
  } catch {
    return [];
  }
}

function psStat(pid: number): string[] {
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,lstart='], { encoding: 'utf8' });
  return (
    stdout
      ?.trim()
      .match(/^(\S+)\s+(.+)$/)
      ?.slice(1) ?? []
  );
}

interface Titled {
  pid: number;
  program: string;
  title: string;
}

// The command line is readable for everybody; /proc/…/cwd is not, even for root in a container without CAP_SYS_PTRACE.
function titles(): Titled[] {
  if (process.platform !== 'linux') return psTitles();
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map((number) => {
    const title = linuxTitle(number);
    return { pid: Number(number), program: title.split('\0', 1)[0] ?? '', title };
  });
}

function linuxTitle(number: string): string {
  try {
    return readFileSync(`/proc/${number}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function psTitles(): Titled[] {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\d+) (.*)$/gm)].map(([, pid, title = '']) => ({
    pid: Number(pid),
    program: title.startsWith('/bin/sh ') ? '/bin/sh' : (title.split(' -D ', 1)[0] ?? ''),
    title,
  }));
}

// A postmaster is called by its path, "/…/bin/postgres"; its children rename themselves "postgres: vizitka-…: walwriter".
function isPostgres(program: string): boolean {
  return program.startsWith('postgres:') || basename(program) === 'postgres';
}
