import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anotherVizitka } from '#test/support/another-vizitka.ts';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { connected } from '#test/support/test-databases.ts';
import { lockHolder } from './left-behind.ts';
import { serverProcesses, waitUntil } from './processes.ts';
import { serverName } from './socket-directory.ts';
import { type EmbeddedServer, findRunning, startEmbedded } from './start-embedded.ts';

const isRoot = process.geteuid?.() === 0;

const rowsOf = (url: string, query: string): Promise<unknown[]> =>
  connected(url, async (client) => (await client.query(query)).rows);

describe('an embedded server', () => {
  let dataDir: string;
  let server: EmbeddedServer;
  const lines: string[] = [];

  beforeAll(async () => {
    dataDir = await aDataDirectory();
    server = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
  });
  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  it('is made on an empty directory and says so', () => {
    expect(lines).toEqual([`Created the database in ${dataDir}.`]);
  });

  it('gives the owner and the unprivileged role', async () => {
    const who = `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, current_database() as database
                 from pg_roles where rolname = current_user`;
    const none = { rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
    expect(await rowsOf(server.url('vizitka_server'), who)).toEqual([
      { rolname: 'vizitka_server', rolsuper: false, database: 'vizitka', ...none },
    ]);
    expect(await rowsOf(server.url('vizitka_owner', 'postgres'), who)).toMatchObject([
      { rolname: 'vizitka_owner', rolsuper: true, database: 'postgres' },
    ]);
  });

  it('sorts and folds by Unicode code points on every system', async () => {
    const query = `select datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding, lower('ŘÍHA') as lower
                   from pg_database where datname = 'vizitka'`;
    expect(await rowsOf(server.url('vizitka_server'), query)).toEqual([
      { datlocprovider: 'b', datlocale: 'C.UTF-8', encoding: 'UTF8', lower: 'říha' },
    ]);
  });

  it('loses nothing it acknowledged and listens on no network', async () => {
    const query = `select name, setting from pg_settings where name in
                   ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses') order by name`;
    expect(await rowsOf(server.url('vizitka_server'), query)).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });

  it('is reached whatever PGPORT and PGSSLMODE say', async () => {
    vi.stubEnv('PGPORT', '1');
    vi.stubEnv('PGSSLMODE', 'require');
    await expect(rowsOf(server.url('vizitka_server'), 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    vi.unstubAllEnvs();
  });

  it('brings the extensions that the schema needs', async () => {
    const query = `select name from pg_available_extensions where name in ('pg_trgm', 'unaccent', 'btree_gin') order by 1`;
    expect(await rowsOf(server.url('vizitka_owner'), query)).toHaveLength(3);
  });

  it('keeps values of customers out of its log', async () => {
    const insert =
      "create table person (mail text primary key); insert into person values ('jana@example.com'), ('jana@example.com')";
    await expect(rowsOf(server.url('vizitka_owner'), insert)).rejects.toThrow('duplicate key');
    const logs = join(dataDir, 'cluster', 'log');
    const [name = ''] = await readdir(logs);
    const text = await readFile(join(logs, name), 'utf8');
    expect(text).toContain('duplicate key');
    expect(text).not.toContain('jana@example.com');
  });

  it.each(['postgres', 'root', 'nobody'])('refuses the role %s', async (role) => {
    const url = server.url('vizitka_owner').replace('vizitka_owner', role);
    await expect(rowsOf(url, 'select 1')).rejects.toThrow('no pg_hba.conf entry');
  });

  it.runIf(isRoot)('refuses other users of the system, even the one it runs as', async () => {
    const program = `import('pg').then(({ Client }) => new Client({ connectionString: process.argv[1] }).connect())
      .then(() => console.log('connected'), (error) => console.log(error.message))`;
    const child = spawn(process.execPath, ['-e', program, server.url('vizitka_owner')], { uid: 65534, gid: 65534 });
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toContain('Peer authentication failed');
  });

  it.runIf(isRoot)('runs as user 65534 when we are root', async () => {
    const status = await readFile(`/proc/${await lockHolder(dataDir)}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Gid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\t *$/m);
  });

  it('has its socket in a short directory that only its user enters', async () => {
    const [name = ''] = server.url('vizitka_owner').match(/vizitka-[0-9a-f]{12}/) ?? [];
    const { mode, uid } = await stat(join(tmpdir(), name));
    expect(mode & 0o777).toBe(0o700);
    expect(uid).toBe(isRoot ? 65534 : process.geteuid?.());
  });

  it('is found by other processes of the same directory', async () => {
    const found = await findRunning(dataDir);
    expect(found?.url('vizitka_server')).toBe(server.url('vizitka_server'));
  });

  it('cannot be started twice', async () => {
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      message: expect.stringContaining(`Vizitka already runs on ${dataDir} (process ${process.pid},`),
    });
    const other = anotherVizitka(dataDir);
    expect(await other.answer).toMatchObject({ refused: 'ALREADY_RUNNING' });
    await expect(rowsOf(server.url('vizitka_server'), 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('stops at once, however often it is told, with connections open, and starts again with its data', async () => {
    await rowsOf(server.url('vizitka_owner'), "create table kept as select 'kept' as word");
    await connected(server.url('vizitka_server'), async () => {
      await Promise.all([server.stop(), server.stop()]);
      await server.stop();
    }).catch(() => {});
    expect(await findRunning(dataDir)).toBeUndefined();
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'pg_hba.conf', 'pg_ident.conf', 'start.log']);
    server = await startEmbedded({ dataDir });
    expect(await rowsOf(server.url('vizitka_owner'), 'select word from kept')).toEqual([{ word: 'kept' }]);
  });
});

describe('starts at the same moment', () => {
  it('have exactly one winner, in one process and in several', async () => {
    const dataDir = await aDataDirectory();
    const others = [anotherVizitka(dataDir), anotherVizitka(dataDir)];
    const own = [startEmbedded({ dataDir }), startEmbedded({ dataDir }), startEmbedded({ dataDir })];
    const outcomes = await Promise.allSettled(own);
    const answers = await Promise.all(others.map(({ answer }) => answer));
    const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled').map((outcome) => outcome.value);
    const refusals = [
      ...outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.code),
      ...answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : [])),
    ];
    expect(refusals).toEqual(Array(4).fill('ALREADY_RUNNING'));
    await Promise.all([...winners.map((winner) => winner.stop()), ...others.map((other) => other.kill())]);
    await tidyAfterKill(dataDir);
  });
});

describe('directories and users', () => {
  it('findRunning knows nothing of a directory that is not there, and does not make it', async () => {
    const root = await aDataDirectory();
    const dataDir = join(root, 'nothing');
    expect(await findRunning(dataDir)).toBeUndefined();
    expect(await readdir(root)).toEqual([]);
    await rm(root, { recursive: true });
  });

  it('makes the missing directories of the path, whatever the umask', async () => {
    const root = await aDataDirectory();
    const umask = process.umask(0o077);
    const server = await startEmbedded({ dataDir: join(root, 'var', 'a b', 'vizitka') }).finally(() =>
      process.umask(umask),
    );
    await server.stop();
    await rm(root, { recursive: true });
  });

  it.runIf(isRoot)('says what to do when the server’s user cannot walk to the data', async () => {
    const home = await aDataDirectory();
    await chmod(home, 0o700);
    await expect(startEmbedded({ dataDir: join(home, 'data') })).rejects.toMatchObject({
      code: 'UNREACHABLE_DIRECTORY',
      message: expect.stringMatching(
        new RegExp(`user id 65534, which cannot enter ${home}, .*/var/lib/vizitka.*chmod o\\+x ${home}`),
      ),
    });
    await rm(home, { recursive: true });
  });

  it.runIf(isRoot)('an ordinary user’s server runs as that user, and root starts it as that user too', async () => {
    const home = await aDataDirectory();
    const dataDir = join(home, 'data');
    await mkdir(dataDir);
    await chown(dataDir, DAEMON, DAEMON);
    const other = anotherVizitka(dataDir, { uid: DAEMON, gid: DAEMON });
    expect(await other.answer).toHaveProperty('url');
    expect((await stat(join(dataDir, 'cluster'))).uid).toBe(DAEMON);
    await other.kill();
    const server = await startEmbedded({ dataDir });
    expect((await stat(`/proc/${await lockHolder(dataDir)}`)).uid).toBe(DAEMON);
    await server.stop();
    await rm(home, { recursive: true });
  });

  it.runIf(isRoot)('an ordinary user is told whose the data are', async () => {
    const dataDir = await aDataDirectory();
    await (await startEmbedded({ dataDir })).stop();
    await chmod(dataDir, 0o777);
    const other = anotherVizitka(dataDir, { uid: DAEMON, gid: DAEMON });
    expect(await other.answer).toMatchObject({
      refused: 'UNREACHABLE_DIRECTORY',
      message: expect.stringContaining('belongs to user id 65534, and this process runs as 1.'),
    });
    await rm(dataDir, { recursive: true });
  });

  it.runIf(isRoot)('a user without a name is told to take another one', async () => {
    const dataDir = await aDataDirectory();
    await chown(dataDir, 54321, 54321);
    const other = anotherVizitka(dataDir, { uid: 54321, gid: 54321 });
    expect(await other.answer).toMatchObject({
      refused: 'NO_OS_USER',
      message: expect.stringContaining('User id 54321 has no name'),
    });
    await rm(dataDir, { recursive: true });
  });

  it('refuses the data of another major version', async () => {
    const dataDir = await aDataDirectory();
    await (await startEmbedded({ dataDir })).stop();
    await rm(join(dataDir, 'cluster', 'PG_VERSION'));
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'WRONG_VERSION' });
    await rm(dataDir, { recursive: true });
  });
});

// A killed process cannot wait for its server, which writes into the directory until its end.
async function tidyAfterKill(dataDir: string): Promise<void> {
  await waitUntil(() => serverProcesses(serverName(dataDir)).length === 0, 10_000);
  await rm(join(tmpdir(), serverName(dataDir)), { recursive: true, force: true });
  await rm(dataDir, { recursive: true });
}

/** The user "daemon", 1 on every Linux. */
const DAEMON = 1;
