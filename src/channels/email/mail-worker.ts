import { parentPort, workerData } from 'node:worker_threads';
import type { ReadMailOptions, ReadMailResult } from './parsed-mail.ts';
import { readMail } from './read-mail.ts';

/** What a worker is given: several mails at once, since one message between threads costs as much as reading a small mail. */
export interface MailBatch {
  options: ReadMailOptions[];
  raws: Uint8Array[];
}

/** What a worker says: that it is up, or what became of the mail at a place of its batch. */
export type MailWorkerWord = 'ready' | { place: number; result: ReadMailResult };

/** The clock that a worker shares with its pool: when it began the mail it is on, in milliseconds since 1970; 0 while it rests. */
export interface MailWorkerData {
  clock: SharedArrayBuffer;
}

const port = parentPort;
if (port) {
  const began = new Float64Array((workerData as MailWorkerData).clock, 0, 1);
  port.on('message', async (batch: MailBatch) => {
    for (const [place, raw] of batch.raws.entries()) {
      const options = batch.options[place];
      if (!options) continue;
      began[0] = Date.now();
      const result = await readMail(raw, options);
      port.postMessage({ place, result } satisfies MailWorkerWord);
    }
    began[0] = 0;
  });
  port.postMessage('ready' satisfies MailWorkerWord);
}
