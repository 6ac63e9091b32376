import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aSite } from '#test/support/site.ts';
import { aVisitedSite, begin, say, type VisitedSite } from '#test/support/visited-site.ts';

let shop: VisitedSite;
beforeAll(async () => {
  shop = await aVisitedSite();
});
afterEach(() => shop.journey.leave());
afterAll(() => shop.close());

describe.each([
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const)('the panel at $width px, $colorScheme', ({ width, height, colorScheme }) => {
  it('has no barriers, and keeps the focus in where it stands for the page', async () => {
    const page = await shop.journey.visit(shop.site.url, { viewport: { width, height }, colorScheme });
    const launcher = page.getByRole('button', { name: 'Open the chat' });
    await launcher.waitFor();
    expect(await barriers(page)).toEqual([]);
    await launcher.click();
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const seen = new Set<string>();
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab');
      seen.add(await page.evaluate(() => (document.activeElement?.shadowRoot ? 'panel' : 'page')));
    }
    if (width === 390) expect([...seen]).toEqual(['panel']);
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.press('Escape');
    await launcher.waitFor();
    expect(await launcher.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(
      true,
    );
    const name = `${colorScheme}${width}`;
    await begin(page, name);
    await say(page, 'Will the final invoice still go to Brno?');
    await page.getByText('delivered').waitFor();
    await expect.poll(async () => (await shop.atTheDesk(name)).said.length).toBe(1);
    const { id } = await shop.atTheDesk(name);
    await shop.accept(id);
    await shop.answer(id, 'It can go to the new address, and by e-mail as well.');
    await page.getByText('It can go to the new address').waitFor();
    expect(await barriers(page)).toEqual([]);
    if (width === 390) return;
    await page.setViewportSize({ width: width / 2, height: height / 2 }); // as at 200 %
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Message' }).click({ trial: true }); // nothing lies over it
    await page.getByRole('button', { name: 'Send' }).click({ trial: true });
  });
});

it('a page that reads from the right, in Czech', async () => {
  const other = await aSite(shop.journey.url, {
    workspace: shop.journey.workspace.slug,
    channel: shop.channelId,
    lang: 'cs',
    dir: 'rtl',
  });
  const page = await shop.journey.visit(other.url);
  await page.getByRole('button', { name: 'Otevřít chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chat · Bystřina' });
  await dialog.getByRole('textbox', { name: 'Jméno' }).fill('Eva');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('eva@example.cz');
  await dialog.getByRole('button', { name: 'Začít chat' }).click();
  await dialog.getByRole('textbox', { name: 'Zpráva' }).fill('Dobrý den');
  await dialog.getByRole('button', { name: 'Odeslat' }).click();
  await dialog.getByText('doručeno').waitFor();
  const [panel, bubble] = [await dialog.boundingBox(), await dialog.locator('.words').boundingBox()];
  expect(panel?.x).toBe(24);
  expect((bubble?.x ?? 0) - (panel?.x ?? 0)).toBeLessThan(40);
  await other.close();
});

/** What axe finds on the page, the widget's shadow included. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
