import type { Browser } from 'playwright-core';
import { watch } from './in-the-page.ts';
import { type Spread, spread } from './interactions.ts';
import { openAt, type Session } from './visit.ts';

export interface FirstLoad {
  /** Thousands of bytes over the wire until the list stood there, as they were sent (gzipped): scripts, styles; and how many files of all kinds. */
  scripts: number;
  styles: number;
  files: number;
  /** Milliseconds from the start of the visit until the first rows of the list are painted. */
  list: Spread;
}

/** Visits the desk with an empty cache, a few times over. */
export async function firstLoad(browser: Browser, url: string, session: Session, throttle: number): Promise<FirstLoad> {
  const times: number[] = [];
  let sent = { scripts: 0, styles: 0, files: 0 };
  for (let time = 0; time < 7; time++) {
    const page = await openAt(browser, session, throttle);
    await page.addInitScript(watch);
    await page.goto(`${url}/w/bench/conversations`, { waitUntil: 'commit' });
    const painted = await page.evaluate(() => window.measured.painted(() => document.querySelector('a.conv') !== null));
    times.push(painted);
    sent = await page.evaluate((until) => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const all = files.filter(({ startTime }) => startTime < until); // what comes later, nobody waited for
      const of = (ending: string) =>
        all.filter(({ name }) => name.endsWith(ending)).reduce((sum, one) => sum + one.encodedBodySize, 0) / 1_000;
      return { scripts: of('.js'), styles: of('.css'), files: all.length };
    }, painted);
    await page.context().close();
  }
  return { ...sent, list: spread(times) };
}
