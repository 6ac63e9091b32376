import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBlobs } from './blobs.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vizitka-blobs-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('gives back the bytes that were put, by their SHA-256', async () => {
  const blobs = await openBlobs(directory);
  const digest = await blobs.put(Buffer.from('abc'));
  // The test vector of FIPS 180-2, B.1
  expect(digest.toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const found = await blobs.read(digest);
  expect(found?.size).toBe(3);
  expect(await buffer(found?.bytes ?? new ReadableStream())).toEqual(Buffer.from('abc'));
});

it('keeps the same bytes once, however many put them at one moment, and leaves nothing unfinished', async () => {
  const blobs = await openBlobs(join(directory, 'once'));
  const digests = await Promise.all(Array.from({ length: 8 }, () => blobs.put(Buffer.alloc(100_000, 7))));
  expect(new Set(digests.map((digest) => digest.toString('hex'))).size).toBe(1);
  const files = await readdir(join(directory, 'once'), { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile()).map((file) => file.name)).toEqual([digests[0]?.toString('hex')]);
});

it('writes anew what lies there cut short', async () => {
  const blobs = await openBlobs(join(directory, 'short'));
  const digest = await blobs.put(Buffer.from('whole'));
  const hex = digest.toString('hex');
  await writeFile(join(directory, 'short', hex.slice(0, 2), hex), 'who');
  await blobs.put(Buffer.from('whole'));
  expect((await blobs.read(digest))?.size).toBe(5);
});

it('knows nothing of bytes that were never put', async () => {
  const blobs = await openBlobs(directory);
  expect(await blobs.read(Buffer.alloc(32))).toBeNull();
});
