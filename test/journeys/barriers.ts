import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

interface Look {
  width: number;
  height: number;
  /** Whether axe looks, and in dark too: where the layout is another one. */
  axe: 'light and dark' | 'light' | 'not again';
  /** A small window on purpose: whether everything can still be reached is asked of it. */
  zoomed?: true;
}

/**
 * Sizes of design and of WCAG 2.2: wide, a drawer, a phone, and 1280 at 400 % (reflow, 1.4.10). At 200 % (1.4.4) a window has half its points each way,
 * as 720 × 450 of 1440 × 900: a browser lays the page out for those, and draws it twice as large.
 */
const looks: Look[] = [
  { width: 1440, height: 900, axe: 'light and dark' },
  { width: 1024, height: 900, axe: 'light and dark' },
  { width: 720, height: 450, axe: 'light', zoomed: true },
  { width: 640, height: 400, axe: 'not again', zoomed: true },
  { width: 390, height: 720, axe: 'light and dark' },
  { width: 320, height: 720, axe: 'light' },
];

/**
 * What would stand in somebody's way on the page as it is, at every size in light and dark: what axe finds serious or critical, a page that scrolls
 * sideways, targets under 24 px (WCAG 2.2, 1.4.10 and 2.5.8), and at 200 % what cannot be reached. The window is as before afterwards.
 */
export async function barriers(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  const found: string[] = [];
  for (const { width, height, axe, zoomed } of looks) {
    await page.setViewportSize({ width, height });
    const schemes = { 'light and dark': ['light', 'dark'], light: ['light'], 'not again': [] } as const;
    for (const colorScheme of schemes[axe]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(hasSettled);
      // What does not depend on colours was looked at in light.
      const look = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      const { violations } = await (colorScheme === 'dark' ? look.withRules(['color-contrast']) : look).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        const what = nodes.map(({ html }) => html.slice(0, 200)).join(' | ');
        found.push(`${width} px, ${colorScheme}: ${id} (${impact}): ${what}`);
      }
    }
    await page.evaluate(hasSettled); // and what is drawn by the size of the window
    const more = [...(await page.evaluate(tooSmallOrTooWide)), ...(zoomed ? await page.evaluate(outOfReach) : [])];
    found.push(...more.map((one) => `${width} × ${height} px: ${one}`));
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/**
 * Runs in the page: what goes by the size of the window is drawn, and colours have passed into the other scheme, between which nobody reads. Looked at as it is where that takes
 * long: a browser may owe a frame to a page that nothing changes, and an animation that was stopped never ends.
 */
async function hasSettled(): Promise<void> {
  const drawn = async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const isEnding = ({ effect }: Animation) => Number.isFinite(effect?.getComputedTiming().endTime);
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(isEnding)
        .map(({ finished }) => finished),
    );
  };
  await Promise.race([drawn(), new Promise((done) => setTimeout(done, 3_000))]);
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
  const drawn = targets.map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }));
  const boxes = drawn.filter(({ target, box }) => {
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !over || over.contains(target) || target.contains(over) || over.closest('label')?.contains(target);
  }); // the others were scrolled away under something
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

/**
 * Runs in the page. Whatever one may press comes into sight when it is scrolled to, and nothing lies over its middle (2.4.11) but what somebody opened or was
 * offered for a moment, and Escape or an answer takes away: a menu, a dialog, the client's drawer. Everything is scrolled back afterwards.
 */
function outOfReach(): string[] {
  const room = document.querySelector('[aria-modal="true"]') ?? document;
  const all = room.querySelectorAll<HTMLElement>(
    'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [role="option"], [role="menuitem"], [role="tab"]',
  );
  const targets = [...all].filter(
    (one) =>
      one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !one.closest('[inert], .sr, [aria-hidden="true"]'),
  );
  const places = new Map<Element, [top: number, left: number]>();
  for (const target of targets)
    for (let one = target.parentElement; one && !places.has(one); one = one.parentElement)
      places.set(one, [one.scrollTop, one.scrollLeft]);
  const found: string[] = [];
  for (const target of targets) {
    if (!target.isConnected) continue; // a row of a long list that was scrolled away
    target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const box = target.getBoundingClientRect();
    if (box.width === 0) continue;
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    const over =
      left < right && top < bottom ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
    if (over && (target.contains(over) || over.closest('label')?.contains(target))) continue;
    const passing = over?.closest(
      '[role="dialog"], [role="menu"], [role="listbox"], [role="grid"], .pop, .pane.client',
    );
    if (passing && !passing.contains(target)) continue;
    const why = over ? `${over.outerHTML.slice(0, 120)} lies over it` : 'it is out of sight';
    found.push(`out of reach, ${why}: ${target.outerHTML.slice(0, 160)}`);
  }
  for (const [one, [top, left]] of places) one.scrollTo({ top, left, behavior: 'instant' });
  return found;
}
