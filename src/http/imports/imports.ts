import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { importMail } from '#channels/email/import-mail.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import { type Import, importLimits } from '#contract/import.ts';
import type { BlobStore, Imports, Log, Store } from '../door.ts';
import { beginImport, countsOf } from './begin-import.ts';
import { mustHaveRoom, receiveFile } from './receive-file.ts';

interface Task {
  workspaceId: string;
  own: string[];
  path: string;
  stop: AbortController;
  shown: Import;
}

const atOnce = 5;
const remembered = 20;
const patience = 10_000;

/** Opens the imports on a directory of their own; files that a killed process left in it are removed. */
export async function openImports(given: {
  store: Store;
  blobs: BlobStore;
  directory: string;
  log: Log;
}): Promise<Imports> {
  const { store, blobs, directory, log } = given;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const tasks = new Map<string, Task>();
  const turns = new Map<string, Promise<void>>();
  let closed = false;

  return { receive, list, read, cancel, close };

  async function receive(workspaceId: string, { name, own, ...upload }: Parameters<Imports['receive']>[1]) {
    if (closed) throw new Refusal('UNAVAILABLE', 'Vizitka is just stopping. Please try again soon.');
    if (of(workspaceId).filter(({ shown }) => shown.endedAt === null).length >= atOnce) {
      throw new Refusal('TOO_MANY', `${atOnce} imports are under way already. Wait until one of them is done.`);
    }
    const id = randomUUID();
    const shown = beginImport(id, name, upload.size ?? 0);
    const task: Task = { workspaceId, own, path: join(directory, id), stop: new AbortController(), shown };
    tasks.set(id, task);
    forgetOld(workspaceId);
    try {
      await mustHaveRoom(directory, upload.size ?? 0);
      shown.bytes = await receiveFile(task.path, upload, {
        signal: task.stop.signal,
        onBytes: (bytes) => Object.assign(shown, { bytesDone: bytes, bytes: Math.max(bytes, shown.bytes) }),
      });
      task.stop.signal.throwIfAborted();
    } catch (error) {
      await leave(task, task.stop.signal.aborted ? 'cancelled' : 'failed', messageOf(error));
      throw task.stop.signal.aborted ? new Refusal('CONFLICT', 'The import was cancelled.') : error;
    }
    Object.assign(shown, { state: 'waiting', bytesDone: 0 });
    const turn = (turns.get(workspaceId) ?? Promise.resolve()).then(() => run(task));
    turns.set(workspaceId, turn);
    return id;
  }

  async function run(task: Task): Promise<void> {
    const { shown, workspaceId, own, path, stop } = task;
    if (stop.signal.aborted) return;
    shown.state = 'running';
    try {
      const summary = await importMail(store, blobs, {
        workspaceId,
        path,
        own,
        refusedKept: importLimits.refused,
        signal: stop.signal,
        onProgress: ({ bytes, ...counts }) => Object.assign(shown, { bytesDone: bytes }, countsOf(counts, shown)),
      });
      const { conversations, contacts, cancelled } = summary;
      const bytesDone = cancelled ? shown.bytesDone : shown.bytes;
      Object.assign(shown, countsOf(summary, shown), { bytesDone, conversations, contacts });
      await leave(task, cancelled ? 'cancelled' : 'done');
    } catch (error) {
      log.error({ err: error, import: shown.id }, 'an import of mail failed');
      await leave(task, 'failed', 'The import broke off. What was kept stays: import the same again for the rest.');
    }
    const { id, state, read: messages, stored, bytes } = shown;
    log.info(
      { import: id, state, bytes, read: messages, stored, refused: shown.refused.count },
      'an import of mail ended',
    );
  }

  /** The end of an import, however it went: its file goes. */
  async function leave({ shown, path }: Task, state: Import['state'], error: string | null = null): Promise<void> {
    await rm(path, { force: true }).catch((err: unknown) => log.error({ err }, 'a file of an import stays behind'));
    Object.assign(shown, { state, error: state === 'failed' ? error : null, endedAt: new Date().toISOString() });
  }

  function of(workspaceId: string): Task[] {
    return [...tasks.values()].filter((task) => task.workspaceId === workspaceId).reverse();
  }

  function forgetOld(workspaceId: string): void {
    const over = of(workspaceId).filter(({ shown }) => shown.endedAt !== null);
    for (const { shown } of over.slice(remembered)) tasks.delete(shown.id);
  }

  function list(workspaceId: string): Import[] {
    return of(workspaceId).map(({ shown }) => shown);
  }

  function find(workspaceId: string, id: string): Task {
    const task = tasks.get(id);
    if (task?.workspaceId !== workspaceId) throw notFound('import');
    return task;
  }

  function read(workspaceId: string, id: string): Import {
    return find(workspaceId, id).shown;
  }

  function cancel(workspaceId: string, id: string): Import {
    const task = find(workspaceId, id);
    task.stop.abort();
    if (task.shown.state === 'waiting') void leave(task, 'cancelled');
    return task.shown;
  }

  async function close(): Promise<void> {
    closed = true;
    for (const { stop } of tasks.values()) stop.abort();
    const late = new AbortController();
    await Promise.race([Promise.allSettled(turns.values()), after(patience, null, { signal: late.signal })]);
    late.abort();
    await rm(directory, { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Refusal ? error.message : 'The file could not be received. The log knows more.';
}
