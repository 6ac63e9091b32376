import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

/** Where attachments' bytes lie, under the SHA-256 of their content: the same bytes are kept once. */
export interface Blobs {
  /** Keeps the bytes and returns their digest. They are on the disk when it returns. */
  put(bytes: Uint8Array): Promise<Buffer>;
  /** The bytes of a digest as a stream with their number; null when they are not there. */
  read(digest: Uint8Array): Promise<{ size: number; bytes: ReadableStream<Uint8Array> } | null>;
  /** Deletes the bytes unless somebody put the same ones after a moment. @returns false when they were put since. */
  remove(digest: Uint8Array, unlessSince: Date): Promise<boolean>;
}

/** A blob store in a directory, made when missing: `<directory>/ab/ab12…`. Several processes may share it. */
export async function openBlobs(directory: string): Promise<Blobs> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const pathOf = (digest: Uint8Array) => {
    const hex = Buffer.from(digest).toString('hex');
    return join(directory, hex.slice(0, 2), hex);
  };
  return {
    async put(bytes) {
      const digest = createHash('sha256').update(bytes).digest();
      const path = pathOf(digest);
      if ((await sizeOf(path)) !== bytes.byteLength || !(await touched(path))) await write(path, bytes);
      return digest;
    },
    async remove(digest, unlessSince) {
      const path = pathOf(digest);
      const found = await stat(path).catch(() => null);
      if (found && found.mtime > unlessSince) return false;
      await rm(path, { force: true });
      return true;
    },
    async read(digest) {
      const path = pathOf(digest);
      const size = await sizeOf(path);
      if (size === null) return null;
      return { size, bytes: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> };
    },
  };
}

/** The same bytes were put now: whoever deletes them knows. @returns false when they are gone. */
async function touched(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}

// Under its name it is whole: written beside, synced, renamed, and the directory synced so that the name survives too.
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncDirectory(folder);
}

async function syncDirectory(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null); // Windows opens no directories
  await handle?.sync().catch(() => {});
  await handle?.close();
}
