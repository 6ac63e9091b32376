import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findRunning, startEmbedded } from '#db/embedded/start-embedded.ts';
import { migrate } from '#db/migrate.ts';
import { makeStore } from './make-store.ts';
import { generatorVersion, seed, sizes } from './sizes.ts';
import type { BenchStore, SizeName } from './types.ts';

/** What is kept beside the data. `migrations`: the digest of each that ran. */
interface Kept extends Omit<BenchStore, 'folder' | 'appUrl' | 'ownerUrl' | 'stop'> {
  key: string;
  migrations: Record<string, string>;
}

/**
 * A store of a size with a server of its own, made once (100 %: about half an hour) and found again as long as generator and migrations are the same. Who
 * writes into it puts it back: rolls back, or works in a copy of the database (`create database … template vizitka strategy file_copy`, as the
 * owner and while nobody else is connected) and drops that.
 * @param options `dir`: the folder of the stores, which the server's user must be able to walk to; as delivered the user's cache, or /var/tmp for root,
 * whose server runs as another user. `log`: hears how the making goes.
 */
export async function openStore(
  size: SizeName,
  options: { dir?: string; log?: (line: string) => void } = {},
): Promise<BenchStore> {
  const log = options.log ?? (() => {});
  const folder = join(options.dir ?? usualFolder(), `${size.replace('%', '')}-${generatorVersion}`);
  const kept = await readKept(folder, size);
  if (!kept) {
    if (await findRunning(folder))
      throw new Error(`The store in ${folder} is of another version, and somebody is using it.`);
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const server = await startEmbedded({ dataDir: folder, log });
  try {
    await migrate(server.url('vizitka_owner')); // new migrations, and a partition for this month
    const store = kept ?? (await made(server.url('vizitka_owner'), size, log));
    await keep(folder, store);
    const { key: _key, migrations: _migrations, ...told } = store;
    return {
      ...told,
      folder,
      appUrl: server.url('vizitka_server'),
      ownerUrl: server.url('vizitka_owner'),
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** As root the server runs under another user's id, which cannot walk into root's home. */
function usualFolder(): string {
  if (process.getuid?.() === 0) return '/var/tmp/vizitka-bench';
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vizitka-bench');
}

/** What decides, beside the migrations, whether a store that is there is the one wanted. */
function keyOf(size: SizeName): string {
  return JSON.stringify([generatorVersion, seed, size, sizes[size]]);
}

async function digestsOfMigrations(): Promise<Record<string, string>> {
  const folder = new URL('../../src/db/migrations/', import.meta.url);
  const digests: Record<string, string> = {};
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort())
    digests[name] = createHash('sha256')
      .update(await readFile(new URL(name, folder)))
      .digest('hex');
  return digests;
}

/** Written last: without it the store was made half. Migrations that came since are run on it, as on every store; one that changed makes it useless. */
async function readKept(folder: string, size: SizeName): Promise<Kept | null> {
  const kept = await readFile(join(folder, 'store.json'), 'utf8').then(
    (text) => JSON.parse(text) as Kept,
    () => null,
  );
  const digests = await digestsOfMigrations();
  const isSame = kept && Object.entries(kept.migrations).every(([name, digest]) => digests[name] === digest);
  return isSame && kept.key === keyOf(size) ? kept : null;
}

async function made(url: string, size: SizeName, log: (line: string) => void): Promise<Kept> {
  const start = performance.now();
  const now = new Date(new Date().setUTCHours(0, 0, 0, 0));
  const store = await makeStore({ url, size: sizes[size], seed, now, threads: 2, log });
  const madeInSeconds = Math.round((performance.now() - start) / 1_000);
  log(`made ${size} in ${madeInSeconds} s: ${JSON.stringify(store.counts)}`);
  return { key: keyOf(size), migrations: {}, size, ...store, madeInSeconds };
}

async function keep(folder: string, store: Kept): Promise<void> {
  const file = join(folder, 'store.json');
  await writeFile(`${file}.new`, JSON.stringify({ ...store, migrations: await digestsOfMigrations() }));
  await rename(`${file}.new`, file);
}
