import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Widths of design and of WCAG 2.2: wide, a drawer, 200 % zoom of 1440, a phone, and 1280 at 400 % (reflow, 1.4.10). Dark where the layout is another one. */
const widths = [
  { width: 1440, dark: true },
  { width: 1024, dark: true },
  { width: 720, dark: false },
  { width: 390, dark: true },
  { width: 320, dark: false },
];

/**
 * What would stand in somebody's way on the page as it is, at every width in light and dark: what axe finds serious or critical, a page that scrolls
 * sideways, targets under 24 px (WCAG 2.2, 1.4.10 and 2.5.8). The window is as before afterwards.
 */
export async function barriers(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  const found: string[] = [];
  for (const { width, dark } of widths) {
    await page.setViewportSize({ width, height: width < 400 ? 720 : 900 });
    for (const colorScheme of dark ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(colorsHaveSettled);
      const place = `${width} px, ${colorScheme}`;
      // What does not depend on colours was looked at in light.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        found.push(`${place}: ${id} (${impact}): ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
      }
    }
    found.push(...(await page.evaluate(tooSmallOrTooWide)).map((one) => `${width} px: ${one}`));
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Runs in the page. Colours pass into the other scheme within a tenth of a second; between the two nobody reads. */
async function colorsHaveSettled(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** Runs in the page. A target may be smaller where no other one is within 24 px of its middle, or where it stands in a sentence (2.5.8). */
function tooSmallOrTooWide(): string[] {
  const least = 24;
  const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const wide = sideways > 0 ? [`the page scrolls sideways by ${sideways} px`] : [];
  const room = document.querySelector('[aria-modal="true"]') ?? document;
  const all = room.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [role="option"], [role="menuitem"], [role="tab"]',
  );
  const targets = [...all].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert], .sr'),
  );
  const boxes = targets.map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }));
  const small = boxes.filter(({ target, box }) => {
    if (box.width === 0 || (box.width >= least && box.height >= least)) return false;
    if (getComputedStyle(target).display === 'inline' && target.parentElement?.textContent !== target.textContent)
      return false;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return boxes.some((other) => {
      if (other.target === target || other.target.contains(target) || target.contains(other.target)) return false;
      const x = Math.max(other.box.left - middle.x, middle.x - other.box.right, 0);
      const y = Math.max(other.box.top - middle.y, middle.y - other.box.bottom, 0);
      return other.box.width > 0 && Math.hypot(x, y) < least / 2;
    });
  });
  const size = (box: DOMRect) => `${Math.round(box.width)} × ${Math.round(box.height)} px`;
  return [...wide, ...small.map(({ target, box }) => `a target of ${size(box)}: ${target.outerHTML.slice(0, 160)}`)];
}
