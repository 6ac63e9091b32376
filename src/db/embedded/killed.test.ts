import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnotherVizitka, anotherVizitka } from '#test/support/another-vizitka.ts';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { connected } from '#test/support/test-databases.ts';
import { lockHolder } from './left-behind.ts';
import { findPackage } from './packages.ts';
import { serverProcesses, waitUntil } from './processes.ts';
import { serverName } from './socket-directory.ts';
import { findRunning, startEmbedded } from './start-embedded.ts';

let dataDir: string;
const running = () => serverProcesses(serverName(dataDir));
const goneWithin = (limit: number) => waitUntil(() => running().length === 0, limit);

beforeEach(async () => {
  dataDir = await aDataDirectory();
});
afterEach(async () => {
  await goneWithin(10_000);
  await rm(join(tmpdir(), serverName(dataDir)), { recursive: true, force: true });
  await rm(dataDir, { recursive: true });
});

/** Starts in this process, collecting what it says, and what is in the table of acknowledged rows. */
async function startAgain(): Promise<{ lines: string[]; rows: number[] }> {
  const lines: string[] = [];
  const server = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
  const rows = await acknowledged(server.url('vizitka_owner'));
  await server.stop();
  return { lines, rows };
}

const acknowledged = (url: string): Promise<number[]> =>
  connected(url, async (client) => (await client.query<{ n: number }>('select n from kept')).rows.map(({ n }) => n));

const keep = (url: string) =>
  connected(url, (client) => client.query('create table kept as select n from generate_series(1, 3) n'));

async function anotherWithData(): Promise<AnotherVizitka> {
  const other = anotherVizitka(dataDir);
  const answer = await other.answer;
  if (!('url' in answer)) throw new Error(JSON.stringify(answer));
  await keep(answer.url);
  return other;
}

/** The watchdog's shells: the one that waits for the server, and the one that reads the pipe. */
async function watchdogs(): Promise<number[]> {
  const status = await readFile(`/proc/${await lockHolder(dataDir)}/status`, 'utf8');
  const shell = Number(status.match(/^PPid:\t(\d+)/m)?.[1]);
  const children = await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8');
  return [shell, ...children.trim().split(' ').map(Number)].filter((pid) => !running().includes(pid));
}

const halfMade = () =>
  readdirSync(dataDir).some((name) => name.startsWith('cluster.new-') && existsSync(join(dataDir, name, 'global')));

/** A server on our data as an administrator might start it by hand. */
async function aForeignServer(): Promise<ChildProcess> {
  const { uid, gid } = await stat(join(dataDir, 'cluster'));
  const program = join(findPackage(), 'native', 'bin', 'postgres');
  const args = [
    '-D',
    join(dataDir, 'cluster'),
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${dataDir}/cluster`,
  ];
  const server = spawn(program, args, { uid, gid, stdio: 'ignore' });
  await waitUntil(() => existsSync(join(dataDir, 'cluster', 'postmaster.pid')), 5_000);
  return server;
}

/** Kills them all, those too that end meanwhile because their parent did. */
function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ESRCH' });
    }
  }
}

describe('when our process is killed', () => {
  it('the server stops within about a second, and the next start finds what was acknowledged', async () => {
    const other = await anotherWithData();
    await other.kill();
    expect(await goneWithin(1_500)).toBe(true);
    expect(await findRunning(dataDir)).toBeUndefined();
    expect(await startAgain()).toEqual({ lines: [], rows: [1, 2, 3] });
  });

  it.runIf(process.platform === 'linux')('and the watchdog too, the next start stops the orphan', async () => {
    const other = await anotherWithData();
    const orphan = await lockHolder(dataDir);
    killAll(await watchdogs());
    await other.kill();
    expect(running()).toContain(orphan);
    expect(await startAgain()).toEqual({
      lines: [`Stopping the database server ${orphan}, whose Vizitka is gone.`],
      rows: [1, 2, 3],
    });
  });

  it.runIf(process.platform === 'linux')('with all its server’s processes, nothing acknowledged is lost', async () => {
    const other = await anotherWithData();
    const all = [...running(), ...(await watchdogs())];
    const end = other.kill();
    killAll(all);
    await end;
    expect((await startAgain()).rows).toEqual([1, 2, 3]);
  });

  it('in the middle of making the database, the next start makes it anew', async () => {
    const other = anotherVizitka(dataDir);
    expect(await waitUntil(halfMade, 5_000)).toBe(true);
    await other.kill();
    const server = await startEmbedded({ dataDir });
    await keep(server.url('vizitka_owner'));
    await server.stop();
  });
});

describe('when the server is killed', () => {
  it('onExit hears of it once, and the next start recovers', async () => {
    const reasons: string[] = [];
    const server = await startEmbedded({ dataDir, onExit: (reason) => reasons.push(reason) });
    await keep(server.url('vizitka_owner'));
    process.kill((await lockHolder(dataDir)) ?? 0, 'SIGKILL');
    expect(await waitUntil(() => reasons.length > 0, 5_000)).toBe(true);
    expect(reasons).toEqual(['The built-in database ended unexpectedly: it was killed by signal 9.']);
    await server.stop();
    expect((await startAgain()).rows).toEqual([1, 2, 3]);
    expect(reasons).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('or its watchdog is, onExit hears of it and the server stops', async () => {
    const reasons: string[] = [];
    await startEmbedded({ dataDir, onExit: (reason) => reasons.push(reason) });
    killAll((await watchdogs()).slice(0, 1));
    expect(await waitUntil(() => reasons.length > 0, 5_000)).toBe(true);
    expect(reasons).toEqual(['The built-in database ended unexpectedly: its watchdog was killed by SIGKILL.']);
    expect(await goneWithin(5_000)).toBe(true);
  });

  it('onExit is silent when it was stopped', async () => {
    const reasons: string[] = [];
    const server = await startEmbedded({ dataDir, onExit: (reason) => reasons.push(reason) });
    await server.stop();
    expect(reasons).toEqual([]);
  });
});

describe('a stale lock', () => {
  it('is cleared when an unrelated process has its number by now', async () => {
    await (await startEmbedded({ dataDir })).stop();
    const stale = [process.pid, join(dataDir, 'cluster'), 1, 5432, '/tmp/elsewhere', '', '1 1', 'ready   ', ''];
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), stale.join('\n'));
    await (await startEmbedded({ dataDir })).stop();
  });

  it('is respected when a PostgreSQL holds it that Vizitka did not start', async () => {
    await (await startEmbedded({ dataDir })).stop();
    const foreign = await aForeignServer();
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      message: `PostgreSQL process ${foreign.pid}, which Vizitka did not start, uses ${join(dataDir, 'cluster')}. Stop it first.`,
    });
    foreign.kill('SIGINT');
    await once(foreign, 'exit');
  });
});

describe('a server that refuses to start', () => {
  it('is quoted', async () => {
    await (await startEmbedded({ dataDir })).stop();
    await writeFile(join(dataDir, 'cluster', 'postgresql.conf'), 'no such thing');
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('configuration file'),
    });
    await rm(join(dataDir, 'cluster', 'postgresql.conf'));
  });
});
