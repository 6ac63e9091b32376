import { chown, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { fits, makeSocketDirectory, serverName } from './socket-directory.ts';

const isRoot = process.geteuid?.() === 0;
const user = isRoot ? { uid: 65534, gid: 65534 } : {};
const made: string[] = [];
let name: string;

beforeEach(async () => {
  const dataDir = await aDataDirectory();
  name = serverName(dataDir);
  made.push(dataDir, join('/tmp', name), join(tmpdir(), name));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});

describe('the socket directory', () => {
  it('is named by twelve hex digits of the data directory', () => {
    expect(serverName('/var/lib/vizitka')).toMatch(/^vizitka-[0-9a-f]{12}$/);
    expect(serverName('/var/lib/vizitka')).not.toBe(serverName('/var/lib/vizitka2'));
  });

  it('is emptied when a killed server left its socket in it', async () => {
    const path = await makeSocketDirectory(name, user);
    await writeFile(join(path, '.s.PGSQL.5432.lock'), '1');
    await makeSocketDirectory(name, user);
    await expect(stat(join(path, '.s.PGSQL.5432.lock'))).rejects.toThrow('ENOENT');
  });

  it('fits into a socket’s address, 107 bytes with the name of the socket', () => {
    const most = (process.platform === 'darwin' ? 103 : 107) - '/.s.PGSQL.5432'.length;
    expect(fits(`/${'x'.repeat(most - 1)}`)).toBe(true);
    expect(fits(`/${'x'.repeat(most)}`)).toBe(false);
    expect(fits(`/${'ž'.repeat(Math.ceil(most / 2))}`)).toBe(false);
  });

  it('is in /tmp when the temporary folder is too deep', async () => {
    const root = await aDataDirectory();
    const deep = join(root, 'x'.repeat(100));
    made.push(root);
    await mkdir(deep);
    vi.stubEnv('TMPDIR', deep);
    expect(await makeSocketDirectory(name, user)).toBe(join('/tmp', name));
  });

  it('is never a link, which somebody else may have put there', async () => {
    const target = await aDataDirectory();
    made.push(target);
    await symlink(target, join(tmpdir(), name));
    await expect(makeSocketDirectory(name, user)).rejects.toThrow(`${join(tmpdir(), name)} is in the way`);
  });

  it.runIf(isRoot)('is never somebody else’s', async () => {
    await mkdir(join(tmpdir(), name));
    await chown(join(tmpdir(), name), 1, 1);
    await expect(makeSocketDirectory(name, user)).rejects.toThrow('belongs to user id 1. Remove it.');
  });
});
