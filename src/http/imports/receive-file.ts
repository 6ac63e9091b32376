import { createWriteStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Refusal } from '#contract/errors.ts';
import { type Import, importLimits } from '#contract/import.ts';

/** A file on its way. */
export interface Upload {
  body: Request['body'];
  /** Bytes as Content-Length says them; null when the sender does not know. */
  size: number | null;
}

/** Bytes that stay free on the disk, whatever comes. */
const reserve = 256_000_000;
const lookAgainAfter = 64_000_000;
/** Milliseconds without a byte after which the sender is taken to be gone. */
const patience = 60_000;

/** TOO_LARGE when a file of so many bytes is over the limit, or the disk has no room for it and for what is kept of it. */
export async function mustHaveRoom(directory: string, size: number, kind: Import['kind']): Promise<void> {
  if (size > importLimits.bytes) {
    const most = importLimits.bytes / 1_000_000_000;
    throw new Refusal(
      'TOO_LARGE',
      `The file is larger than ${most} GB. Import it at the server: npx vizitka import ${kind} FILE.`,
    );
  }
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < 2 * size + reserve) throw noRoom();
}

/**
 * Streams an upload to a new file and returns its bytes; memory holds a few chunks.
 * @throws TOO_LARGE past a limit, INVALID for what cannot be mail where it should be, BAD_REQUEST when it breaks off or rests for a minute.
 */
export async function receiveFile(
  path: string,
  { body, size }: Upload,
  { kind, onBytes, signal }: { kind: Import['kind']; onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<number> {
  let bytes = 0;
  const tooQuiet = new AbortController();
  const watch = setTimeout(() => tooQuiet.abort(), patience);
  async function* checked(chunks: AsyncIterable<Uint8Array>) {
    let lookAt = lookAgainAfter;
    for await (const chunk of chunks) {
      watch.refresh();
      if (bytes === 0 && kind === 'mail') mustLookLikeMail(chunk);
      bytes += chunk.length;
      if (bytes > importLimits.bytes || bytes > lookAt)
        await mustHaveRoom(dirname(path), bytes > importLimits.bytes ? bytes : 0, kind);
      if (bytes > lookAt) lookAt = bytes + lookAgainAfter;
      onBytes(bytes);
      yield chunk;
    }
  }
  const source = body ? Readable.fromWeb(body as ReadableStream<Uint8Array>) : Readable.from([]);
  try {
    await pipeline(source, checked, createWriteStream(path, { flags: 'wx', mode: 0o600 }), {
      signal: AbortSignal.any([signal, tooQuiet.signal]),
    });
  } catch (error) {
    if (error instanceof Refusal || signal.aborted) throw error;
    const { code, syscall = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw noRoom();
    throw ['open', 'write', 'writev', 'close', 'statfs'].includes(syscall) ? error : brokenOff();
  } finally {
    clearTimeout(watch);
  }
  if (bytes === 0) throw new Refusal('INVALID', 'The file is empty.');
  if (size !== null && bytes !== size) throw brokenOff();
  return bytes;
}

function noRoom(): Refusal {
  return new Refusal('TOO_LARGE', 'The server’s disk has no room for this file. Make room there, or import less.');
}

function brokenOff(): Refusal {
  return new Refusal('BAD_REQUEST', 'The upload broke off, and nothing was imported. Please send the file again.');
}

const packed: [begin: string, what: string][] = [
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['\u001f\u008b', 'a gzip archive'],
  ['7z\u00bc\u00af', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['!BDN', 'an Outlook data file (.pst)'],
  ['\u00d0\u00cf\u0011\u00e0', 'an Outlook message (.msg)'],
  ['%PDF', 'a PDF'],
];

/** INVALID for what is known to be something else, whatever its name says; anything that may be mail passes. */
function mustLookLikeMail(beginning: Uint8Array): void {
  const begin = Buffer.from(beginning.subarray(0, 8)).toString('latin1');
  const what = packed.find(([signs]) => begin.startsWith(signs))?.[1];
  if (what) {
    throw new Refusal('INVALID', `This is ${what}, no mail. Export or unpack it to .mbox or .eml first.`);
  }
}
