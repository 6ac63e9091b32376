import {
  type BlobStore,
  type ImportProgress,
  type ImportSummary,
  importing,
  type Store,
} from '#domain/intake/import-summary.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { ownAddresses, ownMailChannel } from '#domain/intake/own-mail-channel.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { MessageToReceive } from '#domain/intake/receive-message.ts';
import { type MailFileItem, mailFiles } from './mail-files.ts';
import { type MailReader, openMailReader } from './parse-pool.ts';
import type { ReadMailResult } from './parsed-mail.ts';

export interface MailImport {
  workspaceId: string;
  /** An mbox file, a mail file, a Maildir, or a folder with any of these. */
  path: string;
  /** The workspace's own mailboxes: mail from them goes out, and they never identify. */
  own: string[];
  /** Hosts whose Authentication-Results are believed; they are kept with the channel's own. */
  authservIds?: string[];
  /** How many refused mails are named in the summary; all of them if absent. */
  refusedKept?: number;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

const together = 64;
const togetherBytes = 32_000_000;

/**
 * Imports mail: every message that is one is kept, whatever its state; what is none is refused by name with a reason, and the rest goes on.
 * Streams: memory holds two batches. A second import of the same adds nothing; after a kill in the middle it adds the rest.
 * @throws when the store is lost; what was committed before stays.
 */
export async function importMail(store: Store, blobs: BlobStore, given: MailImport): Promise<ImportSummary> {
  const { channel, own } = await store.inWorkspace(given.workspaceId, async (tx) => {
    const id = await ownMailChannel(tx, given.workspaceId, given.own);
    return { channel: await loadChannel(tx, given.workspaceId, id), own: await ownAddresses(tx, given.workspaceId) };
  });
  const options = { ownAddresses: own, authservIds: [...channel.settings.authservIds, ...(given.authservIds ?? [])] };
  return importing(
    store,
    given.workspaceId,
    async (summary) => {
      const reader = openMailReader();
      let keeping: Promise<void> = Promise.resolve();
      try {
        for await (const batch of inBatches(mailFiles(given.path))) {
          if (given.signal?.aborted) {
            summary.cancelled = true;
            break;
          }
          // One batch is read while the one before it is kept.
          const mails = await readBatch(blobs, reader, batch, options, summary);
          await keeping;
          keeping = keepBatch(store, channel, mails, summary).then(() =>
            given.onProgress?.({ ...summary, bytes: batch.at(-1)?.bytes ?? 0 }),
          );
          keeping.catch(() => {}); // heard at the next await
        }
        await keeping;
      } finally {
        await reader.close();
      }
    },
    given.refusedKept,
  );
}

async function* inBatches(items: AsyncIterable<MailFileItem>): AsyncGenerator<MailFileItem[]> {
  let batch: MailFileItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    batch.push(item);
    bytes += 'raw' in item ? item.raw.byteLength : 0;
    if (batch.length < together && bytes < togetherBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

interface Mail {
  source: string;
  message: MessageToReceive;
}

async function readBatch(
  blobs: BlobStore,
  reader: MailReader,
  batch: MailFileItem[],
  options: { ownAddresses: string[]; authservIds: string[] },
  summary: ImportSummary,
): Promise<Mail[]> {
  const now = new Date();
  const readings = await Promise.all(
    batch.map(
      async (item): Promise<{ source: string; reading: ReadMailResult }> => ({
        source: item.source,
        reading: 'refused' in item ? { refused: item.refused } : await reader.read(item.raw, { ...options, now }),
      }),
    ),
  );
  summary.read += batch.length;
  const mails: Mail[] = [];
  for (const { source, reading } of readings) {
    if ('refused' in reading) {
      summary.refuse(source, reading.refused);
      continue;
    }
    const { item, mail } = reading.message;
    const kept = await keepAttachments(blobs, item.attachments);
    mails.push({
      source,
      message: {
        item: { ...item, attachments: undefined },
        ...(mail ? { mail: { ...mail, newText: reading.newText } } : {}),
        warnings: reading.warnings,
        kept,
      },
    });
  }
  return mails;
}

async function keepBatch(store: Store, channel: LoadedChannel, mails: Mail[], summary: ImportSummary): Promise<void> {
  const results = await receiveBatch(
    store,
    channel,
    mails.map((mail) => mail.message),
  );
  for (const [place, result] of results.entries()) summary.count(mails[place]?.source ?? '', result);
}
