import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';
import { untranslated } from './untranslated.ts';

/** A screen with its heading in both languages and the way to what it shows when something is open or wrong. `wordy`: barriers are looked for in both. */
export interface ScreenInBoth {
  at: string;
  ready: [en: string, cs: string];
  way?: (page: Page) => Promise<unknown>;
  wordy?: true;
}

/** Tests that each screen stands in nobody's way, in light and dark, wide and narrow, and says nothing in the other language. */
export function looksRightInBoth(journey: () => Journey, screens: Record<string, ScreenInBoth>): void {
  for (const [name, { at, ready, way, wordy }] of Object.entries(screens)) {
    it.each(['en', 'cs'] as const)(
      `${name}: nothing stands in anybody's way, in light and dark, wide and narrow, in %s`,
      async (language) => {
        await journey().call('PATCH', '/me', { language });
        const page = await journey().visit(at);
        await page
          .getByRole('heading', { name: ready[language === 'en' ? 0 : 1] })
          .first()
          .waitFor();
        await way?.(page);
        if (language === 'en' || wordy) expect(await barriers(page)).toEqual([]);
        if (language === 'cs') expect(await untranslated(page)).toEqual([]);
      },
    );
  }
}
