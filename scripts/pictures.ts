// `npm run pictures`: the pictures of the README (docs/pictures), taken from a demo that is made for them and thrown away.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from './chromium.ts';
import { smallerPng } from './smaller-png.ts';

interface Picture {
  name: string;
  /** From the start of the demo's desk to what is to be seen. */
  show: (page: Page) => Promise<unknown>;
  options?: BrowserContextOptions;
  language?: 'cs';
}

const jana = 'Jana Horáková';

const pictures: Picture[] = [
  {
    name: 'directory',
    show: async (page) => {
      await page.getByRole('link', { name: 'Directory' }).click();
      await page.getByRole('searchbox').fill('novak');
      await page.getByRole('grid').locator('mark').nth(2).waitFor();
    },
  },
  {
    name: 'card',
    show: async (page) => {
      await openCard(page, 'Directory');
      const history = page.getByRole('region', { name: 'History' });
      await history.getByRole('searchbox').fill('vyuctovani');
      await history.locator('mark').first().waitFor();
      await page.keyboard.press('F3');
      await history.getByRole('article').locator('mark').first().waitFor();
    },
  },
  {
    name: 'desk',
    show: async (page) => {
      await page.getByRole('link', { name: /Jana Horáková.*Potvrzeno/ }).click();
      await page.getByRole('button', { name: 'Options' }).waitFor();
    },
  },
  {
    name: 'desk-unknown',
    show: async (page) => {
      await page.getByRole('link', { name: /Talking with Pospíšil/ }).click();
      await page.getByRole('button', { name: 'Compare' }).first().waitFor();
    },
  },
  {
    name: 'review',
    show: async (page) => {
      await page.getByRole('link', { name: /To review/ }).click();
      await page.getByRole('link', { name: /Petr Novák.*Petr Novak/ }).click();
      await page.getByRole('button', { name: /^Merge into/ }).waitFor();
    },
  },
  {
    name: 'parameters',
    show: async (page) => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('link', { name: 'Parameters' }).click();
      await page.getByText('Customer no.').first().click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
    },
  },
  {
    name: 'card-czech-dark',
    options: { colorScheme: 'dark' },
    language: 'cs',
    show: async (page) => {
      await openCard(page, 'Adresář');
      await page.getByRole('region', { name: 'Historie' }).getByRole('listitem').nth(3).waitFor();
    },
  },
];

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
  for (const { name, show, options, language } of pictures) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      reducedMotion: 'reduce',
      baseURL: url,
      ...options,
    });
    const origin = { origin: url };
    await context.request.post('/api/auth/sign-in/email', { data: { email, password }, headers: origin });
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

async function openCard(page: Page, room: string): Promise<void> {
  await page.getByRole('link', { name: room }).click();
  await page.getByRole('searchbox').fill(jana);
  await page.getByRole('grid').getByRole('link', { name: jana }).first().click();
  await page.getByRole('heading', { name: jana, level: 1 }).waitFor();
}
