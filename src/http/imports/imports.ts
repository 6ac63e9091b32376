import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Import } from '#contract/import.ts';
import type { Imports } from '../door.ts';
import { beginImport } from './begin-import.ts';
import { type ContactTask, contactTask } from './contact-task.ts';
import { runMail } from './mail-task.ts';
import { mustHaveRoom, receiveFile, type Upload } from './receive-file.ts';
import type { ImportsGiven, Task } from './task.ts';

const atOnce = 5;
const remembered = 20;
const patience = 10_000;
/** Milliseconds after which a file that was looked at gives way when others come. */
const forgotten = 60 * 60 * 1_000;

/** Opens the imports on a directory of their own; files that a killed process left in it are removed. */
export async function openImports(given: ImportsGiven): Promise<Imports> {
  const { directory, log } = given;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const tasks = new Map<string, Task & { contacts?: ContactTask }>();
  const turns = new Map<string, Promise<void>>();
  let closed = false;

  return { receive, receiveContacts, list, read, rows, adjust, start, cancel, close };

  async function receive(workspaceId: string, { name, own, ...upload }: Parameters<Imports['receive']>[1]) {
    const task = await received(workspaceId, 'mail', name, upload);
    task.run = () => runMail(given, task, own);
    takeTurn(task);
    return task.shown.id;
  }

  async function receiveContacts(
    ...[actor, { name, source, match, ...upload }]: Parameters<Imports['receiveContacts']>
  ): Promise<string> {
    const task: Task & { contacts?: ContactTask } = await received(actor.workspaceId, 'contacts', name, upload);
    try {
      const onFailed = (error: unknown) => leave(task, 'failed', messageOf(error));
      task.contacts = await contactTask(given, task, { looker: actor, source: source || name, match, onFailed });
      await task.contacts.check({});
    } catch (error) {
      await leave(task, 'failed', messageOf(error));
      throw error;
    }
    return task.shown.id;
  }

  /** Takes a file in. */
  async function received(workspaceId: string, kind: Import['kind'], name: string, upload: Upload): Promise<Task> {
    if (closed) throw new Refusal('UNAVAILABLE', 'Vizitka is just stopping. Please try again soon.');
    await makeRoom(workspaceId);
    const id = randomUUID();
    const shown = beginImport(id, kind, name, upload.size ?? 0);
    const run = () => Promise.resolve({ cancelled: true });
    const path = join(directory, id);
    const task: Task = { workspaceId, path, stop: new AbortController(), shown, run, usedAt: Date.now() };
    tasks.set(id, task);
    try {
      await mustHaveRoom(directory, upload.size ?? 0, kind);
      shown.bytes = await receiveFile(path, upload, {
        signal: task.stop.signal,
        kind,
        onBytes: (bytes) => Object.assign(shown, { bytesDone: bytes, bytes: Math.max(bytes, shown.bytes) }),
      });
      task.stop.signal.throwIfAborted();
    } catch (error) {
      await leave(task, task.stop.signal.aborted ? 'cancelled' : 'failed', messageOf(error));
      throw task.stop.signal.aborted ? new Refusal('CONFLICT', 'The import was cancelled.') : error;
    }
    return task;
  }

  /** Imports of a workspace run one after the other. */
  function takeTurn(task: Task): void {
    const { workspaceId, shown } = task;
    Object.assign(shown, { state: 'waiting', bytesDone: 0 });
    turns.set(
      workspaceId,
      (turns.get(workspaceId) ?? Promise.resolve()).then(() => run(task)),
    );
  }

  async function run(task: Task): Promise<void> {
    const { shown, stop } = task;
    if (stop.signal.aborted) return;
    shown.state = 'running';
    try {
      await leave(task, (await task.run()).cancelled ? 'cancelled' : 'done');
    } catch (error) {
      log.error({ err: error, import: shown.id }, `an import of ${shown.kind} failed`);
      await leave(task, 'failed', 'The import broke off. What was kept stays: import the same again for the rest.');
    }
    const { id, state, read: items, stored, bytes, kind } = shown;
    log.info(
      { import: id, state, bytes, read: items, stored, refused: shown.refused.count },
      `an import of ${kind} ended`,
    );
  }

  /** The end of an import, however it went: its file goes. */
  async function leave({ shown, path }: Task, state: Import['state'], error: string | null = null): Promise<void> {
    await rm(path, { force: true }).catch((err: unknown) => log.error({ err }, 'a file of an import stays behind'));
    Object.assign(shown, { state, error: state === 'failed' ? error : null, endedAt: new Date().toISOString() });
  }

  function of(workspaceId: string): (Task & { contacts?: ContactTask })[] {
    return [...tasks.values()].filter((task) => task.workspaceId === workspaceId).reverse();
  }

  /** What ended long ago is forgotten, and a file that was looked at and left lying gives way. */
  async function makeRoom(workspaceId: string): Promise<void> {
    const over = of(workspaceId).filter(({ shown }) => shown.endedAt !== null);
    for (const { shown, contacts } of over.slice(remembered)) {
      tasks.delete(shown.id);
      await contacts?.close();
    }
    const underWay = () => of(workspaceId).filter(({ shown }) => shown.endedAt === null);
    const lying = underWay().filter(
      ({ shown, usedAt }) => shown.state === 'checked' && Date.now() - usedAt > forgotten,
    );
    if (underWay().length >= atOnce) for (const task of lying) await leave(task, 'cancelled');
    if (underWay().length < atOnce) return;
    throw new Refusal('TOO_MANY', `${atOnce} imports are under way already. Wait until one of them is done.`);
  }

  function list(workspaceId: string): Import[] {
    return of(workspaceId).map(({ shown }) => shown);
  }

  function find(workspaceId: string, id: string): Task & { contacts?: ContactTask } {
    const task = tasks.get(id);
    if (task?.workspaceId !== workspaceId) throw notFound('import');
    task.usedAt = Date.now();
    return task;
  }

  /** One of contacts that is not started yet. */
  function findUnstarted(workspaceId: string, id: string, states: Import['state'][]): [Task, ContactTask] {
    const task = find(workspaceId, id);
    if (!task.contacts) throw new Refusal('CONFLICT', 'This is no import of contacts: it has no rows to look at.');
    if (states.includes(task.shown.state)) return [task, task.contacts];
    throw new Refusal(
      'CONFLICT',
      `This import is ${task.shown.state}. It can be done only while it waits for its start.`,
    );
  }

  function read(workspaceId: string, id: string): Import {
    return find(workspaceId, id).shown;
  }

  async function rows(workspaceId: string, { id, ...asked }: Parameters<Imports['rows']>[1]) {
    const { contacts } = find(workspaceId, id);
    return contacts ? contacts.rows(asked) : { items: [], nextCursor: null };
  }

  async function adjust(workspaceId: string, { id, ...settings }: Parameters<Imports['adjust']>[1]): Promise<Import> {
    const [{ shown }, contacts] = findUnstarted(workspaceId, id, ['checking', 'checked']);
    await contacts.check(settings);
    return shown;
  }

  function start(actor: Parameters<Imports['start']>[0], id: string): Import {
    const [task, contacts] = findUnstarted(actor.workspaceId, id, ['checked']);
    task.run = () => contacts.run(actor);
    takeTurn(task);
    return task.shown;
  }

  function cancel(workspaceId: string, id: string): Import {
    const task = find(workspaceId, id);
    const { shown } = task;
    task.stop.abort();
    if (shown.state === 'waiting' || shown.state === 'checked') void leave(task, 'cancelled');
    else if (shown.state === 'checking') void task.contacts?.idle().then(() => leave(task, 'cancelled'));
    return shown;
  }

  async function close(): Promise<void> {
    closed = true;
    for (const { stop } of tasks.values()) stop.abort();
    const late = new AbortController();
    const looking = [...tasks.values()].map(({ contacts }) => contacts?.close());
    const all = Promise.allSettled([...turns.values(), ...looking]);
    await Promise.race([all, after(patience, null, { signal: late.signal })]);
    late.abort();
    await rm(directory, { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Refusal ? error.message : 'The file could not be taken in. The log knows more.';
}
