import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';

// Everything that a client or a colleague can write, full of what should not run and what should not fit. `window.ran` is what any of it
// would set; an attempt that the policy stops is an error of the console, and so fails the test as well.
const script = `<img src=x onerror="ran=1"><script>ran=1</script><svg onload="ran=1">`;
const link = 'javascript:ran=1';
const turned = '\u202Egnp.exe\u202C \u2066\u200F';
const long = 'Wuuu'.repeat(2_500);

let journey: Journey;
let hostile: number;
let conversations: string[];
beforeAll(async () => {
  journey = await aJourney();
  const mailbox = await journey.channel({ kind: 'email', name: script, settings: { own: ['support@example.com'] } });
  const chat = await journey.channel({ kind: 'telegram', name: 'Telegram' });
  const file = (name: string) => ({ name, type: 'text/html', size: 40, content: btoa(script) });
  const text = `${script}\n${link}\n${turned}\n${long}`;
  const mail = aMail({ from: `${script} <mallory@example.com>`, subject: `${script} ${turned}`, verdict: 'aligned' });
  const html = `<p>${script}<a href="${link}">here</a></p>`;
  const from = { kind: 'telegram', value: `${script}"'` } as const;
  const attachments = [file(`${script}.html`), file(`${turned}.pdf`), file(`${'n'.repeat(900)}.png`)];
  const said = aMessage({
    from: { ...from, name: `${script}${long.slice(0, 900)}` },
    conversation: 'a',
    text,
    attachments,
  });
  const delivered = await journey.call<{ items: { conversationId: string }[] }>(
    'POST',
    `/channels/${chat.id}/inbound`,
    said.item,
  );
  const received = [
    ...delivered.items,
    ...(await journey.receive(mailbox, { ...mail, item: { ...mail.item, text, html } })),
    ...(await journey.receive(
      chat,
      aMessage({
        from: { ...from, value: 'second' },
        conversation: 'b',
        text: turned,
        parameters: { [script]: `${script}${turned}`, long, page: link },
      }),
      aMessage({
        from: { ...from, value: 'third' },
        conversation: 'c',
        type: 'call',
        call: { state: 'ended', from: script, to: link, operator: script, choices: [script], seconds: 9 },
      }),
    )),
  ];
  conversations = received.map(({ conversationId }) => conversationId);
  const card = await aContact(journey.workspace, {
    name: `Mallory ${script} ${turned} ${long.slice(0, 400)}`,
    email: 'mallory2@example.com',
    attributes: { city: script, company: long.slice(0, 2_000), note: link },
    tags: [script.slice(0, 100), turned, 'n'.repeat(100)],
  });
  hostile = card.id;
  await journey.call('POST', `/conversations/${conversations[0]}/link`, { contactId: hostile });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('shows hostile names in the directory and searches for hostile words', async () => {
  const page = await journey.visit('contacts');
  const grid = page.getByRole('grid');
  await grid.getByRole('row').nth(2).waitFor();
  for (const q of [script, turned, long, '%_\\', '"', "' or 1=1 --"]) {
    await page.getByRole('searchbox').fill(q);
    await page.getByRole('grid').or(page.getByText('Nothing for')).first().waitFor();
    await holds(page);
  }
  await page.getByRole('searchbox').fill('mallory');
  await expect.poll(() => grid.locator('mark').allTextContents()).toContain('Mallory');
  await holds(page);
});

it('shows a hostile card with its history, and the dialogs about it', async () => {
  const page = await journey.visit(`contacts/${hostile}`);
  await page.getByRole('heading', { name: 'Mallory', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'History' }).getByRole('button', { name: 'Telegram' }).click();
  await page.getByRole('article').getByRole('listitem').first().waitFor();
  await page.getByRole('searchbox').fill('onerror');
  await expect.poll(() => page.locator('.axis mark').count()).toBeGreaterThan(0);
  await holds(page);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor();
  await holds(page);
});

it('shows hostile conversations of every kind, with their client', async () => {
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: 'Talking with' }).nth(3).waitFor();
  await holds(page);
  for (const id of conversations) {
    await page.goto(`${journey.url}/w/${journey.workspace.slug}/conversations/${id}`);
    await page.getByRole('log').locator('> *').first().waitFor();
    await page.getByRole('complementary').getByRole('heading').first().waitFor();
    await holds(page);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tabpanel').locator('.axis, .empty').first().waitFor();
    await holds(page);
  }
});

it('saves hostile files under their names, and shows none', async () => {
  const page = await journey.visit(`conversations/${conversations[0]}`);
  const files = page.getByRole('log').getByRole('link');
  await expect.poll(() => files.count()).toBe(3);
  expect(await files.nth(1).textContent()).toBe('gnp.exe .pdf'); // not turned round
  for (const place of [0, 1, 2]) {
    const saving = page.waitForEvent('download');
    await files.nth(place).click();
    expect(await readFile(await (await saving).path(), 'utf8')).toBe(script);
    await holds(page);
  }
});

/** Nothing ran, nothing of the text became a part of the page, and no text grew out of its pane. */
async function holds(page: Page): Promise<void> {
  const state = await page.evaluate(() => {
    const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
    const growsOut = (pane: Element) => {
      const edge = pane.getBoundingClientRect().right + 1;
      return [...pane.querySelectorAll('*')].filter((element) => {
        if (element.closest('table') || element.getBoundingClientRect().right <= edge) return false;
        let clip = element.parentElement;
        while (clip && clip !== pane && !(clips(clip) && clip.getBoundingClientRect().right <= edge))
          clip = clip.parentElement;
        return clip === pane || !clip || clip.matches('.scroll');
      });
    };
    const panes = document.querySelectorAll('[data-pane], [role="dialog"]');
    return {
      ran: 'ran' in window,
      injected: document.querySelectorAll(
        'img, iframe, [onerror], [onload], a[href^="javascript"], body script:not([src])',
      ).length,
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      grownOut: [...panes].flatMap(growsOut).map((element) => `${element.tagName} ${element.className}`),
    };
  });
  expect(state).toEqual({ ran: false, injected: 0, sideways: 0, grownOut: [] });
}
