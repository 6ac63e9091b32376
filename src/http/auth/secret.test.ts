import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provideSecret } from './secret.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vizitka-key-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('is the same for all who start at once, stays the same, and is its owner’s alone', async () => {
  const file = join(directory, 'new', 'vizitka.key');
  const secrets = await Promise.all(Array.from({ length: 5 }, () => provideSecret(file)));
  expect(new Set([...secrets, await provideSecret(file)]).size).toBe(1);
  expect(secrets[0]).toHaveLength(43);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('refuses a file that holds no secret, and says what to do', async () => {
  const file = join(directory, 'empty.key');
  await writeFile(file, 'short');
  await expect(provideSecret(file)).rejects.toThrow(/32 characters.*VIZITKA_SECRET/);
});
