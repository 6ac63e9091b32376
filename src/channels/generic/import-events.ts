import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  type BlobStore,
  type ImportProgress,
  type ImportSummary,
  importing,
  type Store,
} from '#domain/intake/import-summary.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { MessageToReceive } from '#domain/intake/receive-message.ts';
import { type ReadItemResult, readItem } from './read-item.ts';

export interface EventImport {
  workspaceId: string;
  channelId: string;
  /** A file of one JSON item a line (NDJSON), as the generic channel's door takes them. */
  path: string;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

const together = 200;
const longestLine = 40_000_000;

/**
 * Imports events from a file. A line that is no item is refused by its number with a reason, and the rest goes on; an event that is kept
 * already changes nothing. Streams: memory holds one batch.
 * @throws when the file cannot be read or the store is lost; what was committed before stays.
 */
export async function importEvents(store: Store, blobs: BlobStore, given: EventImport): Promise<ImportSummary> {
  const channel = await store.inWorkspace(given.workspaceId, (tx) =>
    loadChannel(tx, given.workspaceId, given.channelId),
  );
  return importing(store, given.workspaceId, async (summary) => {
    const stream = createReadStream(given.path);
    let batch: { source: string; message: MessageToReceive }[] = [];
    let number = 0;
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() === '') continue;
      if (given.signal?.aborted) {
        summary.cancelled = true;
        break;
      }
      summary.read += 1;
      const source = `line ${number}`;
      const reading = await readLine(line);
      if ('refused' in reading) summary.refuse(source, reading.refused);
      else
        batch.push({
          source,
          message: {
            item: { ...reading.item, attachments: undefined },
            warnings: reading.warnings,
            kept: await keepAttachments(blobs, reading.item.attachments),
          },
        });
      if (batch.length < together) continue;
      await receiveAll(store, channel, batch, summary);
      batch = [];
      given.onProgress?.({ ...summary, bytes: stream.bytesRead });
    }
    await receiveAll(store, channel, batch, summary);
    given.onProgress?.({ ...summary, bytes: stream.bytesRead });
    stream.destroy();
  });
}

async function readLine(line: string): Promise<Extract<ReadItemResult, { item: unknown }> | { refused: string }> {
  if (line.length > longestLine) return { refused: `The line is longer than ${longestLine / 1_000_000} MB.` };
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return { refused: 'The line is no JSON.' };
  }
  const reading = await readItem(given);
  return 'refused' in reading ? { refused: reading.refused.reason } : reading;
}

async function receiveAll(
  store: Store,
  channel: LoadedChannel,
  batch: { source: string; message: MessageToReceive }[],
  summary: ImportSummary,
): Promise<void> {
  const results = await receiveBatch(
    store,
    channel,
    batch.map((one) => one.message),
  );
  for (const [place, result] of results.entries()) summary.count(batch[place]?.source ?? '', result);
}
