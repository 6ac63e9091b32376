import type { Page } from 'playwright-core';

export interface Scrolling {
  name: string;
  frames: number;
  /** Shares of the frames that came later than one sixtieth, and than one thirtieth of a second after the one before. */
  late: number;
  veryLate: number;
  /** The longest time between two, in milliseconds. */
  longest: number;
}

const sixtieth = 1_000 / 60;

/** Scrolls a long list by the wheel for some seconds, as somebody does who looks for something, and counts the frames meanwhile. */
export async function scroll(page: Page, name: string, pane: string, turns = 80): Promise<Scrolling> {
  const box = await page.locator(pane).boundingBox();
  if (!box) throw new Error(`There is no ${pane} to scroll.`);
  await page.locator(pane).evaluate((one) => one.scrollTo({ top: 0 }));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(300);
  await page.evaluate(() => window.measured.frames());
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, turn % 20 < 16 ? 240 : -120);
    await page.waitForTimeout(30);
  }
  const gaps = await page.evaluate(() => window.measured.frames());
  const share = (least: number) => gaps.filter((gap) => gap > least + 1).length / gaps.length; // a millisecond is the clock's
  return {
    name,
    frames: gaps.length,
    late: share(sixtieth),
    veryLate: share(2 * sixtieth),
    longest: Math.max(...gaps),
  };
}

/** Walks down a list that loads as one scrolls, to its end, and back to its top. */
export async function loadWhole(page: Page, pane: string): Promise<void> {
  await page.locator(pane).evaluate(async (one) => {
    for (let still = 0; still < 25; ) {
      const before = one.scrollTop;
      one.scrollBy({ top: one.clientHeight });
      await new Promise((resolve) => setTimeout(resolve, 40));
      still = one.scrollTop === before ? still + 1 : 0;
    }
    one.scrollTo({ top: 0 });
  });
  await page.waitForTimeout(500);
}
