import type { Page } from 'playwright-core';
import type { Turn } from './in-the-page.ts';

/** One kind of interaction, done over and over. What `act` does is measured, and nothing else. */
export interface Step {
  name: string;
  times: number;
  /** Done once before. */
  before?: (page: Page) => Promise<unknown>;
  /** Makes ready for one time; tells what it will be about. */
  ready?: (page: Page, time: number) => Promise<string>;
  act: (page: Page, about: string, time: number) => Promise<unknown>;
  /** Of a panel: whether it stands there. Runs in the page. */
  stands?: (about: string) => boolean;
  /** Puts things as they were. */
  back?: (page: Page, time: number) => Promise<unknown>;
}

/** Of many times, in milliseconds: three of four were no longer than `p75`. */
export interface Spread {
  p50: number;
  p75: number;
  p98: number;
  max: number;
}

export interface Interaction {
  name: string;
  times: number;
  /** From the key or click to the next paint (INP counts the longest event of each interaction). */
  paint: Spread;
  /** Of a panel: from the key or click until it is painted, with what it is about. */
  panel: Spread | null;
  /** Tasks of more than 50 ms: how many, and the longest. */
  longTasks: number;
  longestTask: number;
}

const warmUp = 2;
const pace = 100; // ms between one time and the next

/** Does one kind of interaction. The first two times warm up, and are not counted. */
export async function interact(page: Page, step: Step): Promise<Interaction> {
  const { name, times, before, ready, act, stands, back } = step;
  const panels: number[] = [];
  const turns: Turn[] = [];
  await before?.(page);
  for (let time = 0; time < times + warmUp; time++) {
    const about = (await ready?.(page, time)) ?? '';
    await page.waitForTimeout(pace);
    await page.evaluate(() => window.measured.take());
    const there = stands && page.evaluate<number>(`measured.painted(() => (${stands})(${JSON.stringify(about)}))`);
    there?.catch(() => undefined); // what failed before it says why
    await act(page, about, time);
    const panel = await there;
    await page.waitForTimeout(pace); // the browser tells of events some time after their paint
    const turn = await page.evaluate(() => window.measured.take());
    if (time >= warmUp) turns.push(turn);
    if (time >= warmUp && panel !== undefined) panels.push(panel);
    await back?.(page, time);
  }
  const tasks = turns.flatMap((turn) => turn.tasks);
  return {
    name,
    times,
    paint: spread(turns.map(({ paint }) => paint)),
    panel: stands ? spread(panels) : null,
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
  };
}

export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p75: at(0.75), p98: at(0.98), max: at(1) };
}
