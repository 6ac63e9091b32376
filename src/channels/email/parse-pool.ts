import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { mailLimits } from './mail-limits.ts';
import type { MailBatch, MailWorkerData, MailWorkerWord } from './mail-worker.ts';
import type { ReadMailOptions, ReadMailResult } from './parsed-mail.ts';
import { readHeadersOnly } from './read-headers-only.ts';

/** Reads mails in workers that are stopped when a mail takes too long. */
export interface MailReader {
  /**
   * Reads one mail as `readMail` does. A mail that takes over 2 s, or more memory than a worker has, is kept by its header
   * alone, with a warning. `raw` stays the caller's. Rejects only after `close` and when no worker can start.
   */
  read(raw: Uint8Array, options: ReadMailOptions): Promise<ReadMailResult>;
  /** Stops the workers; mails still being read are rejected. */
  close(): Promise<void>;
}

interface Task {
  raw: Uint8Array;
  options: ReadMailOptions;
  resolve(result: ReadMailResult | Promise<ReadMailResult>): void;
  reject(error: Error): void;
}

interface MailWorker {
  thread: Worker;
  began: Float64Array;
  /** The batch it is on, by place; null where the result has come. */
  tasks: (Task | null)[];
  ready: boolean;
}

const batchMails = 32;
const batchBytes = 1_000_000;
const memory = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 };

/** Opens a pool of workers (as many as processors, at most 4, if not said), which start with the first mail. Idle workers keep no process alive. */
export function openMailReader(options: { workers?: number } = {}): MailReader {
  const size = Math.max(1, options.workers ?? Math.min(4, availableParallelism()));
  const workers = new Set<MailWorker>();
  const queue: Task[] = [];
  let closed = false;
  let watch: NodeJS.Timeout | null = null;

  return { read, close };

  function read(raw: Uint8Array, readOptions: ReadMailOptions): Promise<ReadMailResult> {
    if (closed) return Promise.reject(new Error('The mail reader is closed.'));
    return new Promise((resolve, reject) => {
      queue.push({ raw, options: readOptions, resolve, reject });
      // Everything that is asked for in one go makes one batch
      if (queue.length === 1) setImmediate(handOut);
    });
  }

  function handOut(): void {
    if (closed) return;
    for (const worker of workers) if (worker.tasks.length === 0) give(worker);
    while (queue.length > 0 && workers.size < size) give(start());
    watch ??= setInterval(stopTheSlow, 100);
    if (![...workers].some(({ tasks }) => tasks.length > 0)) rest();
  }

  function give(worker: MailWorker): void {
    const share = Math.min(batchMails, Math.ceil(queue.length / size));
    let bytes = 0;
    while (queue[0] && worker.tasks.length < share && (bytes === 0 || bytes + queue[0].raw.length <= batchBytes)) {
      const task = queue.shift();
      if (!task) break;
      bytes += task.raw.length;
      worker.tasks.push(task);
    }
    if (worker.tasks.length === 0) return;
    worker.thread.ref();
    const given = worker.tasks.filter((task) => task !== null);
    // Copies are moved over; the originals stay for the caller and for a reading of the header alone
    const raws = given.map(({ raw }) => new Uint8Array(raw));
    const batch: MailBatch = { raws, options: given.map((task) => task.options) };
    worker.thread.postMessage(
      batch,
      raws.map(({ buffer }) => buffer),
    );
  }

  function start(): MailWorker {
    const clock = new SharedArrayBuffer(8);
    const workerData: MailWorkerData = { clock };
    const thread = new Worker(new URL('./mail-worker.ts', import.meta.url), { workerData, resourceLimits: memory });
    const worker: MailWorker = { thread, began: new Float64Array(clock), tasks: [], ready: false };
    thread.on('message', (word: MailWorkerWord) => hear(worker, word));
    thread.on('error', (error) => replace(worker, 'The mail was too much for the reader.', error));
    workers.add(worker);
    return worker;
  }

  function hear(worker: MailWorker, word: MailWorkerWord): void {
    if (word === 'ready') {
      worker.ready = true;
      return;
    }
    worker.tasks[word.place]?.resolve(word.result);
    worker.tasks[word.place] = null;
    if (!worker.tasks.every((task) => task === null)) return;
    worker.tasks = [];
    worker.thread.unref();
    handOut();
  }

  function stopTheSlow(): void {
    const limit = Date.now() - mailLimits.time;
    for (const worker of workers) {
      const began = worker.began[0] ?? 0;
      if (began > 0 && began < limit)
        replace(worker, `Reading the mail took longer than ${mailLimits.time / 1_000} s.`);
    }
  }

  /** The mail a dead worker was on is kept by its header; those it had not come to go back to the head of the queue. */
  function replace(worker: MailWorker, reason: string, error?: Error): void {
    if (!workers.delete(worker)) return;
    void worker.thread.terminate();
    const [current, ...later] = worker.tasks.filter((task) => task !== null);
    worker.tasks = [];
    if (error && !worker.ready) {
      for (const task of [current, ...later])
        task?.reject(new Error('The mail reader could not start.', { cause: error }));
    } else {
      current?.resolve(readHeadersOnly(current.raw, current.options, reason));
      queue.unshift(...later);
    }
    handOut();
  }

  function rest(): void {
    if (watch) clearInterval(watch);
    watch = null;
  }

  async function close(): Promise<void> {
    closed = true;
    rest();
    const open = [...queue.splice(0), ...[...workers].flatMap(({ tasks }) => tasks.filter((task) => task !== null))];
    const threads = [...workers].map(({ thread }) => thread.terminate());
    workers.clear();
    for (const task of open) task.reject(new Error('The mail reader was closed.'));
    await Promise.all(threads);
  }
}
