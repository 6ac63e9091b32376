import { randomUUID } from 'node:crypto';
import { appendFile, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.ts';
import { place, startOf, stillRuns } from './processes.ts';

/** One process's word that the data directory is its own: the file `owner-<id>.json`, of which the last line counts. */
export interface Owner {
  id: string;
  state: 'claiming' | 'holding' | 'serving';
  pid: number;
  start: string;
  place: string;
  host: string;
  since: number;
  socketDirectory?: string;
}

/** The data directory is ours until `release()`. */
export interface Claim {
  serving(socketDirectory: string): Promise<void>;
  release(): Promise<void>;
}

/** Milliseconds between two signs of life; processes of another place are judged by them alone. */
const HEARTBEAT = 3_000;

/**
 * Makes this process the only owner of the data directory, or throws ALREADY_RUNNING. Of several that ask at the same
 * moment exactly one wins, whichever is killed at whatever point: everyone first writes its own file and only then
 * reads the others', so of two at least one sees the other. Who sees nobody holds; who sees an earlier one gives up;
 * who sees only later ones waits until they have given up. Nobody ever takes over another's file, so a dead owner
 * leaves nothing that two could fight for.
 */
export async function claim(dataDir: string, log: (line: string) => void): Promise<Claim> {
  const own = newOwner();
  const path = join(dataDir, fileOf(own.id));
  const release = () => rm(path, { force: true });
  await writeFile(`${path}.new`, line(own), { flag: 'wx' });
  await rename(`${path}.new`, path);
  try {
    await outwait(dataDir, own, log);
  } catch (error) {
    await release();
    throw error;
  }
  // Appended, not replaced: whoever lists the directory meanwhile must not miss the name.
  await appendFile(path, line({ ...own, state: 'holding' }));
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), HEARTBEAT).unref();
  return {
    serving: (socketDirectory) => appendFile(path, line({ ...own, state: 'serving', socketDirectory })),
    release: () => {
      clearInterval(beat);
      return release();
    },
  };
}

/** The living process of this place that holds the data directory, with its socket directory once it serves. */
export async function currentOwner(dataDir: string): Promise<Owner | undefined> {
  const owners = await readOwners(dataDir);
  return owners.find(
    (owner) => owner.state !== 'claiming' && owner.place === place() && stillRuns(owner.pid, owner.start),
  );
}

async function outwait(dataDir: string, own: Owner, log: (line: string) => void): Promise<void> {
  for (;;) {
    const others = await livingOthers(dataDir, own, log);
    if (others.length === 0) return;
    const rival = others.find((other) => other.state !== 'claiming' || comesFirst(other, own));
    if (rival) throw alreadyRunning(dataDir, rival);
    await sleep(10);
  }
}

async function livingOthers(dataDir: string, own: Owner, log: (line: string) => void): Promise<Owner[]> {
  const living: Owner[] = [];
  for (const other of await readOwners(dataDir)) {
    if (other.id === own.id) continue;
    if (await lives(dataDir, other, log)) living.push(other);
    else await rm(join(dataDir, fileOf(other.id)), { force: true });
  }
  return living;
}

async function lives(dataDir: string, owner: Owner, log: (line: string) => void): Promise<boolean> {
  if (owner.place === place()) return stillRuns(owner.pid, owner.start);
  const first = await lastBeat(dataDir, owner);
  if (Date.now() - first > 20 * HEARTBEAT) return false;
  log(`Watching whether ${owner.host} still uses ${dataDir}…`);
  const patience = Date.now() + 3 * HEARTBEAT;
  while (Date.now() < patience) {
    await sleep(200);
    const beat = await lastBeat(dataDir, owner);
    if (beat !== first) return beat > first;
  }
  return false;
}

// 0 when the file is gone: its owner released it.
async function lastBeat(dataDir: string, owner: Owner): Promise<number> {
  return (await stat(join(dataDir, fileOf(owner.id))).catch(() => undefined))?.mtimeMs ?? 0;
}

function newOwner(): Owner {
  const start = startOf(process.pid) ?? '';
  const id = `${process.pid}-${randomUUID().slice(0, 8)}`;
  return { id, state: 'claiming', pid: process.pid, start, place: place(), host: hostname(), since: Date.now() };
}

function comesFirst(one: Owner, other: Owner): boolean {
  return one.since === other.since ? one.id < other.id : one.since < other.since;
}

const fileOf = (id: string) => `owner-${id}.json`;
const line = (owner: Owner) => `${JSON.stringify(owner)}\n`;

async function readOwners(dataDir: string): Promise<Owner[]> {
  const names = (await readdir(dataDir).catch(() => [])).filter((name) => /^owner-.*\.json$/.test(name));
  const owners = await Promise.all(names.map((name) => readOwner(join(dataDir, name))));
  return owners.filter((owner) => owner !== undefined);
}

async function readOwner(path: string): Promise<Owner | undefined> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return lines.length > 0 ? (JSON.parse(lines.at(-1) ?? '') as Owner) : undefined;
}

function alreadyRunning(dataDir: string, owner: Owner): EmbeddedError {
  const where = owner.place === place() ? `process ${owner.pid}` : `process ${owner.pid} on ${owner.host}`;
  return new EmbeddedError(
    'ALREADY_RUNNING',
    `Vizitka already runs on ${dataDir} (${where}, since ${new Date(owner.since).toISOString()}). ` +
      'Stop it first, or give this one another data directory.',
  );
}
