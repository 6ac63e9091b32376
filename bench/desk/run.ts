import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { buildScreen } from '#src/cli/build-screen.ts';
import { chromiumFlags, findOrInstallChromium } from '../../scripts/chromium.ts';
import { conversations, ofOneClient } from './busy-desk.ts';
import { type Company, people, startCompany } from './company.ts';
import { firstLoad } from './first-load.ts';
import { watch } from './in-the-page.ts';
import { interact, type Step } from './interactions.ts';
import { loadWhole, type Scrolling, scroll } from './scrolling.ts';
import { conversationSteps, directorySteps, listSteps, panes } from './steps.ts';
import { asText, goals, type Pass } from './tell.ts';
import { openAt, type Session, signIn } from './visit.ts';

/**
 * `npm run bench:desk`: how soon the desk answers in a real browser, with 5,000 conversations in its list and a client with a history of 2,000
 * (docs/benchmarks.md). `--times N`: so many of each interaction; `--throttle N`: the second pass on a processor so many times slower, 1 for none;
 * `--only list|conversation|directory`: one room; `--json`.
 */
const { values: flags } = parseArgs({
  options: {
    times: { type: 'string', default: '40' },
    throttle: { type: 'string', default: '4' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const executablePath = findOrInstallChromium();
if (!executablePath) throw new Error('This needs a browser: install Chromium, or name one by CHROMIUM_PATH.');
await buildScreen((line) => console.error(line));
const company = await startCompany();
try {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const session = await signIn(browser, company.url, people[0] ?? { email: '', password: '' });
    const slower = Number(flags.throttle);
    const passes: Pass[] = [];
    for (const throttle of slower === 1 ? [1] : [1, slower]) {
      const one = await pass(browser, company, session, throttle);
      if (!flags.json) console.log(asText(one));
      passes.push(one);
    }
    const machine = { processors: cpus().length, model: cpus()[0]?.model, load: loadavg(), node: process.version };
    const versions = { ...machine, chromium: browser.version() };
    if (flags.json)
      console.log(JSON.stringify({ versions, sizes: { conversations, history: ofOneClient }, goals, passes }));
    else console.log(`\nChromium ${versions.chromium}, Node ${versions.node}, load ${versions.load[0]?.toFixed(1)}`);
  } finally {
    await browser.close();
  }
} finally {
  await company.close();
}

/** Everything once, each room in a page of its own. */
async function pass(browser: Browser, { desk, url }: Company, session: Session, throttle: number): Promise<Pass> {
  const times = Math.ceil(Number(flags.times) / (throttle === 1 ? 1 : 2));
  const result: Pass = {
    throttle,
    first: await firstLoad(browser, url, session, throttle),
    interactions: [],
    scrolls: [],
  };
  const rooms: [name: string, steps: Step[], pane: keyof typeof panes, scrolled: string][] = [
    ['list', listSteps(times), 'list', 'the list of 5,000 conversations'],
    ['conversation', conversationSteps(desk, times), 'history', 'a history of 2,000 conversations'],
    ['directory', directorySteps(times), 'table', 'the directory of 20,000 contacts'],
  ];
  for (const [name, steps, pane, scrolled] of rooms) {
    if (flags.only && flags.only !== name) continue;
    const page = await openAt(browser, session, throttle);
    await page.addInitScript(watch);
    await page.goto(`${url}/w/bench/conversations`);
    await page.locator('a.conv').first().waitFor();
    await page.waitForTimeout(3_000); // what is fetched ahead is there
    for (const step of steps) {
      console.error(`${step.name} …`);
      try {
        result.interactions.push(await interact(page, step));
      } catch (error) {
        console.error(`It could not be measured: ${error}`); // the others can
        process.exitCode = 1;
      }
    }
    await page.keyboard.press('Escape');
    result.scrolls.push(await scrolledThrough(page, pane, scrolled));
    await page.context().close();
  }
  return result;
}

async function scrolledThrough(
  page: Parameters<typeof scroll>[0],
  pane: keyof typeof panes,
  name: string,
): Promise<Scrolling> {
  console.error(`${name} …`);
  if (pane !== 'table') await loadWhole(page, panes[pane]);
  return scroll(page, name, panes[pane]);
}
