import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Refusal } from '#contract/errors.ts';
import { openBlobs } from '#db/blobs.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import { allWorkspaces, createWorkspace } from '#domain/operators/workspaces.ts';
import type { ProvidedStore } from './provide-store.ts';
import { chosenWorkspace, withStore } from './run.ts';

export interface ImportFlags {
  data?: string;
  workspace?: string;
  json?: boolean;
}

/** What an import works with. */
export interface ImportWork {
  store: ProvidedStore;
  actor: SystemActor;
  blobs: Awaited<ReturnType<typeof openBlobs>>;
  hooks: { onProgress: (progress: { read: number; bytes: number }) => void; signal: AbortSignal };
}

/**
 * Runs an import with its progress on the screen. Ctrl-C ends it after its present batch: what was kept stays, and the next import goes on from there.
 * @param size how many bytes there are to read.
 */
export async function runImport<Summary extends { cancelled: boolean }>(
  path: string,
  { workspace, json, ...flags }: ImportFlags,
  size: (path: string) => Promise<number>,
  work: (given: ImportWork) => Promise<Summary>,
): Promise<Summary> {
  await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      'NOT_FOUND',
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file or folder' : error.message}.`,
    );
  });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const bar =
    json || !process.stderr.isTTY
      ? null
      : new SingleBar({ format: '{bar} {percentage} %  {read} read  {eta_formatted}', stream: process.stderr });
  bar?.start(await size(path), 0, { read: 0 });
  const summary = await withStore(flags, async (store, config) => {
    const actor = await actorIn(store, workspace);
    const onProgress = ({ read, bytes }: { read: number; bytes: number }) => bar?.update(bytes, { read });
    const blobs = await openBlobs(join(config.dataDir, 'blobs'));
    return work({ store, actor, blobs, hooks: { onProgress, signal: stop.signal } });
  }).finally(() => bar?.stop());
  if (summary.cancelled) process.exitCode = 130;
  return summary;
}

/** How many bytes a file has. */
export async function sizeOfFile(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isFile()) throw new Refusal('INVALID', `${path} is a folder. Name a file.`);
  return found.size;
}

/** The console in the workspace that is meant; the very first import of a fresh installation makes one, so that data can go in before anybody signs in. */
async function actorIn(store: ProvidedStore, slug: string | undefined): Promise<SystemActor> {
  const isFresh = (await store.database.atTheDoor(allWorkspaces)).length === 0;
  if (!isFresh) return (await chosenWorkspace(store, slug)).actor;
  const made = await store.database.atTheDoor((tx) =>
    createWorkspace(tx, { slug: slug ?? 'main', name: 'Vizitka', country: null }),
  );
  console.error(`There was no workspace yet: made “${made.slug}”.`);
  return { type: 'system', workspaceId: made.id, id: null, name: 'console' };
}

/** Names the first refused items, with a word about the rest. */
export function sayRefused(refused: { source: string; reason: string }[]): void {
  for (const { source, reason } of refused.slice(0, 50)) console.log(`  refused: ${source}: ${reason}`);
  if (refused.length > 50)
    console.log(`  and ${(refused.length - 50).toLocaleString('en')} more (all of them with --json)`);
}

/** What to do after an import that was stopped. */
export const stopped = 'Stopped before the end. Import the same again, and the rest is added.';
