import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApp, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vizitka-screen-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(
    join(directory, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>',
  );
  await writeFile(join(directory, 'assets', 'main-1a2b.js'), 'run();');
  app = await anApp({ screen: directory });
});
afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true, force: true });
});

describe('the screen', () => {
  it('is sent for every address that it routes itself, with a nonce of its own each time', async () => {
    const answers = await Promise.all(
      ['/', '/sign-in', '/set-up', '/set-password', '/w/acme/contacts/7'].map((path) => app.call('GET', path)),
    );
    const nonces = answers.map(({ text }) => text.match(/nonce="([^"]+)"/)?.[1]);
    expect(new Set(nonces).size).toBe(5);
    for (const [place, { headers, text }] of answers.entries()) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`script-src 'self' 'nonce-${nonces[place]}'`);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/);
      expect(text).not.toContain('__CSP_NONCE__');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('keeps its hashed files for good, and hands out no others', async () => {
    const file = await app.call('GET', '/assets/main-1a2b.js');
    expect([file.status, file.text, file.headers.get('content-type')]).toEqual([
      200,
      'run();',
      'text/javascript; charset=utf-8',
    ]);
    expect(file.headers.get('cache-control')).toContain('immutable');
    for (const path of [
      '/assets/none.js',
      '/index.html',
      '/assets/../index.html',
      '/%2e%2e/package.json',
      '/elsewhere',
    ]) {
      expect((await app.call('GET', path)).status, path).toBe(404);
    }
  });
});
