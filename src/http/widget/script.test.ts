import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anApp, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let plain: TestApp;
let screen: string;
beforeAll(async () => {
  screen = await mkdtemp(join(tmpdir(), 'vizitka-screen-'));
  await writeFile(join(screen, 'widget.js'), 'console.log(1);');
  app = await anApp({ screen, shop: { workspace: 'demo', channelId: 'c-1' } });
  plain = await anApp();
});
afterAll(async () => {
  await app.close();
  await plain.close();
  await rm(screen, { recursive: true, force: true });
});

it('any site may load the script, and asks by its ETag whether there is another', async () => {
  const first = await app.call('GET', '/widget.js');
  expect([first.status, first.text]).toEqual([200, 'console.log(1);']);
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': expect.stringContaining('max-age=600'),
  });
  const etag = first.headers.get('etag') ?? '';
  expect((await app.call('GET', '/widget.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await app.call('GET', '/widget.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
});

it('the demo’s shop shows the widget under a policy of its own, in both languages; nobody else has a shop', async () => {
  const czech = await app.call('GET', '/demo/shop', { headers: { 'accept-language': 'cs-CZ,en' } });
  expect(czech.text).toContain('<html lang="cs">');
  expect(czech.text).toContain('data-workspace="demo" data-channel="c-1" async></script>');
  expect(czech.headers.get('content-security-policy')).toMatch(/script-src 'self'; connect-src 'self';/);
  expect((await app.call('GET', '/demo/shop?lang=en')).text).toContain('<html lang="en">');
  expect((await plain.call('GET', '/demo/shop')).status).toBe(404);
});
