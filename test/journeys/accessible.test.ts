import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';
import { somethingToSee } from './something-to-see.ts';

let journey: Journey;
let jana: number;
let mails: string;
let call: string;
let chat: string;
let suspicious: string;
beforeAll(async () => {
  ({ journey, jana, mails, suspicious, call, chat } = await somethingToSee());
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

/** Every screen and dialog, with the way to it. */
const screens: Record<string, { at: () => string; ready: string; way?: (page: Page) => Promise<unknown> }> = {
  'the sign-in': { at: () => '/sign-in', ready: 'Sign in' },
  'the set-up': { at: () => '/set-up?token=a-token', ready: 'Set up Vizitka' },
  'the directory': {
    at: () => 'contacts',
    ready: 'Contact directory',
    way: (page) => row(page, 'Jana Nováková').waitFor(),
  },
  'a search': {
    at: () => 'contacts?q=nov',
    ready: 'Contact directory',
    way: (page) => page.locator('mark').waitFor(),
  },
  'a search that finds nothing': { at: () => 'contacts?q=xyz', ready: 'Contact directory', way: shows('Nothing for') },
  'the empty bin': { at: () => 'contacts?bin=true', ready: 'Contact directory', way: shows('The bin is empty') },
  'selected rows': {
    at: () => 'contacts',
    ready: 'Contact directory',
    way: async (page) => {
      await row(page, 'Karel Dvořák').getByRole('checkbox').check();
      await page.getByText('1 selected').waitFor();
    },
  },
  'adding a client': {
    at: () => 'contacts',
    ready: 'Contact directory',
    way: async (page) => {
      await page.getByRole('button', { name: 'Add client' }).click();
      await page.getByRole('dialog').getByLabel('Name').waitFor();
    },
  },
  'a card with an opened conversation': {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByRole('region', { name: 'History' }).getByRole('button', { name: 'Deposit' }).click();
      await page.getByText('Linked because').waitFor();
    },
  },
  'a card that is being edited': {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByRole('button', { name: 'Edit City:' }).click();
      await page.getByRole('textbox', { name: 'City' }).fill('Brno');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Edit Name:' }).click();
    },
  },
  'a conflict': {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByRole('button', { name: 'Edit E‑mail:' }).click();
      await page.getByRole('textbox', { name: 'E‑mail' }).fill('karel.dvorak@example.com');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.getByRole('link', { name: 'Open the other card' }).waitFor();
    },
  },
  'merging two cards': {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.keyboard.press('m');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').fill('dvorak');
      await dialog.getByRole('option').first().click();
      await dialog.getByRole('button', { name: /^Merge into/, disabled: false }).waitFor();
    },
  },
  'splitting a card': {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByRole('button', { name: 'Split…' }).click();
      await page
        .getByRole('dialog')
        .getByRole('checkbox', { name: /Deposit/ })
        .check();
    },
  },
  'the review queue': {
    at: () => 'review',
    ready: 'Are these the same person?',
    way: (page) => page.getByRole('button', { name: /^Merge into/, disabled: false }).waitFor(),
  },
  'a pair of the review queue, on a screen of one pane': {
    at: () => 'review',
    ready: 'Are these the same person?',
    way: async (page) => {
      await page.getByRole('link', { name: /Karel Dvořák/ }).click();
      await page.getByRole('button', { name: /^Merge into/, disabled: false }).waitFor();
    },
  },
  'an empty review queue': { at: () => 'review?tab=later', ready: 'Possible duplicates', way: shows('Nothing waits') },
  deleting: {
    at: () => `contacts/${jana}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete card' }).waitFor();
    },
  },
  'the desk': { at: () => 'conversations', ready: 'Conversations', way: shows('Choose a conversation') },
  'a thread of mail, beside what came before': {
    at: () => `conversations/${mails}`,
    ready: 'Jana Nováková',
    way: async (page) => {
      await page.getByText('Good morning').first().waitFor();
      await page.getByRole('tab', { name: 'History', exact: true }).click();
      await page.locator('.axis .ev').first().waitFor();
    },
  },
  'a suspicious mail': {
    at: () => `conversations/${suspicious}`,
    ready: 'Jana Nováková',
    way: shows('may not be from'),
  },
  'a call': { at: () => `conversations/${call}`, ready: 'Karel', way: (page) => page.locator('.call-line').waitFor() },
  'a chat with somebody unknown': {
    at: () => `conversations/${chat}`,
    ready: 'Jana',
    way: shows('Is anybody there?'),
  },
  'selecting an existing contact': {
    at: () => `conversations/${chat}`,
    ready: 'Jana',
    way: async (page) => {
      await page.keyboard.press('s');
      await page.getByRole('dialog').getByRole('heading', { name: 'Jana Nováková' }).waitFor();
    },
  },
  'redirecting to somebody who is away': {
    at: () => `conversations/${chat}?view=mine`,
    ready: 'Jana',
    way: async (page) => {
      await journey.call('POST', `/conversations/${chat}/accept`, {});
      await page.getByRole('button', { name: /^Redirect/ }).waitFor();
      await page.keyboard.press('r');
      await page.getByRole('dialog').getByRole('combobox').fill('oper');
      await page.getByRole('dialog').getByRole('alert').waitFor();
    },
  },
  'the command palette': {
    at: () => 'conversations?view=waiting',
    ready: 'Conversations',
    way: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('nov');
      await page
        .getByRole('dialog')
        .getByRole('option', { name: /Jana Nov/ })
        .first()
        .waitFor();
    },
  },
  'a pause of one’s own': {
    at: () => 'conversations',
    ready: 'Conversations',
    way: async (page) => {
      await page.getByRole('button', { name: /profile$/ }).click();
      await page.getByRole('menuitemcheckbox', { name: 'Pause…' }).click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  'all keys': {
    at: () => 'settings',
    ready: 'Settings',
    way: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByText('find anything').waitFor();
    },
  },
};

for (const [name, { at, ready, way }] of Object.entries(screens)) {
  it(`${name}: nothing stands in anybody's way, in light and dark, wide and narrow`, async () => {
    const page = await journey.visit(at(), { refusals: [409] });
    await page.getByRole('heading', { name: ready }).first().waitFor();
    await way?.(page);
    expect(await barriers(page)).toEqual([]);
  });
}

it('the review queue in Czech: nothing stands in anybody’s way there either', async () => {
  await journey.call('PATCH', '/me', { language: 'cs' });
  const page = await journey.visit('review');
  await page.getByRole('link', { name: /Karel Dvořák/ }).click();
  await page.getByRole('button', { name: /^Sloučit do/, disabled: false }).waitFor();
  const found = await barriers(page);
  await journey.call('PATCH', '/me', { language: 'en' });
  expect(found).toEqual([]);
});

it('by keyboard alone: finds a client, searches the history, links a conversation, and takes it back', async () => {
  const page = await journey.visit('conversations');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.getByRole('link', { name: /Is anybody there/ }).waitFor();
  await press('g', 'd');
  await page.getByRole('gridcell', { name: 'Jana Nováková', exact: true }).waitFor();
  await press('/');
  await page.keyboard.type('novak');
  await expect.poll(() => page.getByRole('grid').getByRole('link').allTextContents()).toEqual(['Jana Nováková']);
  await press('ArrowDown', 'Enter');
  await page.getByRole('heading', { name: 'Jana Nováková', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'Deposit' }).waitFor();
  await press('/');
  await page.keyboard.type('morning');
  await page.locator('.snippet mark').getByText('morning').waitFor();
  await page.getByText('0 / 1').waitFor();
  await press('Enter');
  await page.getByRole('article', { name: 'Deposit' }).locator('mark').first().waitFor();
  await press('F6');

  await press('g', 'c');
  await page.getByRole('link', { name: /Is anybody there/ }).waitFor();
  await press('j');
  await expect.poll(() => focused(page)).toContain('Is anybody there');
  await press('Enter');
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await press('s');
  await page.getByRole('dialog').getByRole('heading', { name: 'Jana Nováková' }).waitFor();
  await press('Enter');
  await page.getByRole('heading', { name: 'Talking with Jana Nováková' }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await press('1');
  for (let step = 0; step < 20 && (await focused(page)) !== 'Options'; step += 1) await press('Tab');
  await press('Enter');
  const unlink = page.getByRole('menuitem', { name: 'Unlink' });
  await unlink.waitFor();
  while (!(await unlink.evaluate((item) => item === document.activeElement))) await press('ArrowDown');
  await press('Enter');
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await page.getByRole('status').getByText('Unlinked').waitFor();
  await press('z');
  await page.getByRole('heading', { name: 'Talking with Jana Nováková' }).waitFor();
  await page.getByRole('button', { name: 'Options' }).waitFor();
});

/** The text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}

function row(page: Page, name: string): Locator {
  return page.getByRole('grid').getByRole('row', { name });
}

function shows(text: string) {
  return (page: Page) => page.getByText(text).first().waitFor();
}
