import { parentPort, workerData } from 'node:worker_threads';
import { type Share, writeRows } from './write-rows.ts';

/** A thread that writes its share of a store's rows, and tells how many. */
parentPort?.postMessage(await writeRows(workerData as Share));
