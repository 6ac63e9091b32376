import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CleanHtml } from './html-worker.ts';

/** Milliseconds that the HTML of one message may take. */
const time = 4_000;
const memory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

let worker: Promise<Worker> | null = null;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Cleans the HTML of a message as `sanitizeHtml` does, in a worker of its own, one after the other: tags nested a million deep take
 * minutes and would hold up everybody. An idle worker keeps no process alive.
 * @returns the clean HTML and what it reads as; null when it took longer than 4 s or more memory than the worker has.
 * @throws when no worker can start.
 */
export function cleanHtml(html: string): Promise<CleanHtml | null> {
  const result = turn.then(() => cleanNow(html));
  turn = result.catch(() => undefined);
  return result;
}

async function cleanNow(html: string): Promise<CleanHtml | null> {
  worker ??= start();
  const thread = await worker.catch((cause: unknown) => {
    worker = null;
    throw new Error('The worker that cleans HTML could not start.', { cause });
  });
  thread.ref();
  return new Promise((resolve) => {
    const late = setTimeout(giveUp, time);
    thread.once('message', finish);
    thread.once('error', giveUp);
    thread.postMessage(html);

    function giveUp(): void {
      worker = null;
      void thread.terminate();
      finish(null);
    }

    function finish(clean: CleanHtml | null): void {
      clearTimeout(late);
      thread.off('message', finish);
      thread.off('error', giveUp);
      thread.unref();
      resolve(clean);
    }
  });
}

async function start(): Promise<Worker> {
  const thread = new Worker(new URL('./html-worker.ts', import.meta.url), { resourceLimits: memory });
  await once(thread, 'message'); // that it is up
  return thread;
}
