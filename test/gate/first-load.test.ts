import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What is loaded before anybody does anything: the start, the frame and what it always shows, and the list. */
const list = ['index.html', 'frame/frame.tsx', 'alerts/alerts.tsx', 'desk/desk.tsx'];
const conversation = [...list, 'desk/open-conversation.tsx'];
const czech = 'i18n/cs.ts';

describe('the first load of the desk', () => {
  let built: string;
  let manifest: Record<string, { file: string; imports?: string[] }>;
  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), 'vizitka-first-load-'));
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
    // by a process of its own: the one of the tests would get React's part for developers
    const env = { ...process.env, NODE_ENV: 'production' };
    const options = [vite, 'build', '--outDir', built, '--emptyOutDir', '--manifest', '--logLevel', 'error'];
    await promisify(execFile)(process.execPath, options, { env });
    manifest = JSON.parse(await readFile(join(built, '.vite/manifest.json'), 'utf8'));
  }, 240_000);
  afterAll(() => rm(built, { recursive: true, force: true }));

  it.each([
    ['the list, in English', list, 245],
    ['the list, in Czech', [...list, czech], 280],
    ['an open conversation, in English', conversation, 300],
    ['an open conversation, in Czech', [...conversation, czech], 338],
  ])('%s, has less than so many kB of script', async (_name, parts, most) => {
    expect(await kilobytes(parts)).toBeLessThan(most);
  });

  /** Of the scripts of some parts and all that they import, as it is sent: gzipped. */
  async function kilobytes(parts: string[]): Promise<number> {
    const needed = new Set(parts);
    for (const part of needed) for (const other of manifest[part]?.imports ?? []) needed.add(other);
    const files = [...needed].map((part) => {
      const file = manifest[part]?.file;
      if (!file) throw new Error(`The build has no part ${part}.`);
      return readFile(join(built, file));
    });
    return (await Promise.all(files)).reduce((sum, script) => sum + gzipSync(script).length, 0) / 1_000;
  }
});
