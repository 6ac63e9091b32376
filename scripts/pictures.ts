// `npm run pictures`: the pictures of the README (docs/pictures), taken from a demo that is made for them and thrown away.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from './chromium.ts';
import { pictures } from './screens.ts';
import { smallerPng } from './smaller-png.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'docs/pictures');
mkdirSync(directory, { recursive: true });
const executablePath = findOrInstallChromium();
if (!executablePath) process.exit(1);
const dataDir = mkdtempSync(join(tmpdir(), 'vizitka-pictures-'));
chmodSync(dataDir, 0o755); // as root, the database runs as another user, who must be able to walk in
const demo = spawn(process.execPath, [join(root, 'bin/vizitka.js'), 'demo', '--data', dataDir, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await takeAll(await readyDemo(demo));
} finally {
  demo.kill('SIGTERM');
  await once(demo, 'exit');
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(`${dataDir}.key`, { force: true });
}

/** Where the demo is, and how to sign in, from what it prints. */
async function readyDemo(child: ChildProcess): Promise<{ url: string; email: string; password: string }> {
  let printed = '';
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    printed += `${line}\n`;
    const [, url] = /Vizitka is ready: (\S+)/.exec(printed) ?? [];
    const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(printed) ?? [];
    if (url && email && password) return { url, email, password };
  }
  throw new Error(`The demo did not start:\n${printed}`);
}

async function takeAll({ url, email, password }: { url: string; email: string; password: string }): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  for (const { name, show, options, language, as = email } of pictures) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      reducedMotion: 'reduce',
      baseURL: url,
      ...options,
    });
    const origin = { origin: url };
    await context.request.post('/api/auth/sign-in/email', { data: { email: as, password }, headers: origin });
    const me = { language: language ?? 'en' };
    await context.request.patch('/api/v1/me', { data: me, headers: { ...origin, 'vizitka-workspace': 'demo' } });
    const page = await context.newPage();
    await page.goto('/w/demo/conversations');
    await show(page);
    await page.waitForLoadState('networkidle'); // what is fetched beside it
    const picture = smallerPng(await page.screenshot());
    writeFileSync(join(directory, `${name}.png`), picture);
    console.log(`docs/pictures/${name}.png, ${Math.round(picture.length / 1_000)} kB`);
    await context.close();
  }
  await browser.close();
}
