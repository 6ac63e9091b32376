import type { Locator, Page } from 'playwright-core';

/** Hands that never leave the keyboard. */
export interface Hands {
  page: Page;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses Tab until something has the focus. */
  tabTo(what: Locator, key?: 'Tab' | 'Shift+Tab' | 'ArrowDown'): Promise<void>;
  /** What has the focus, in words. */
  focused(): Promise<string>;
  /** Whether the pointer touched the page all the same. */
  pointed(): Promise<boolean>;
}

/** Hands on a page, once it takes keys. */
export async function handsOn(page: Page): Promise<Hands> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: /profile$/ })
    .waitFor();
  await page.evaluate(() =>
    addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointed', ''), true),
  );
  const has = (what: Locator) => what.evaluate((element) => element === document.activeElement);
  return {
    page,
    pointed: () => page.evaluate(() => document.documentElement.hasAttribute('data-pointed')),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    async tabTo(what, key = 'Tab') {
      await what.waitFor();
      for (let n = 0; n < 120; n++) {
        if (await has(what)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`Tab never comes to ${what}`);
    },
    focused: () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at ? `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 80)}` : '';
      }),
  };
}
