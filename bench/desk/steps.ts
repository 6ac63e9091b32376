import type { Page } from 'playwright-core';
import type { BusyDesk } from './busy-desk.ts';
import type { Step } from './interactions.ts';
import { loadWhole } from './scrolling.ts';

/** What scrolls: the list of conversations, the history of a client, the table of contacts. */
export const panes = { list: '#conversations', history: '.axis-pane', table: '.table-pane' };

const rows = (page: Page) => page.locator('a.conv');
const field = (page: Page) => page.locator('.composer textarea');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'hidden' });
const word = 'order monday ';

/** By a click beside it: Escape is the menu's own only once it has the focus. */
async function closeMenu(page: Page): Promise<void> {
  await page.locator('.rail').click({ position: { x: 4, y: 500 } });
  await page.getByRole('menu').waitFor({ state: 'hidden' });
}

/** The list of conversations, all 5,000 of them loaded. */
export function listSteps(times: number): Step[] {
  return [
    {
      name: 'arrow down in the list',
      times: 2 * times,
      before: async (page) => {
        await rows(page).first().focus();
        await loadWhole(page, panes.list);
      },
      act: (page) => page.keyboard.press('ArrowDown'),
    },
    { name: 'arrow up in the list', times, act: (page) => page.keyboard.press('ArrowUp') },
    {
      name: 'open a conversation with Enter, walked to by arrow',
      times,
      ready: async (page) => {
        await page.keyboard.press('ArrowDown');
        await page.waitForTimeout(200); // one looks before one opens
        return page.evaluate(() => document.activeElement?.getAttribute('data-id') ?? '');
      },
      act: (page) => page.keyboard.press('Enter'),
      stands: isOpen,
    },
    {
      name: 'open a conversation, pointed at and clicked',
      times,
      ready: async (page, time) => {
        const row = rows(page).nth(2 + (time % 6));
        await row.hover();
        await page.waitForTimeout(200);
        return (await row.getAttribute('data-id')) ?? '';
      },
      act: (page, id) => page.locator(`a.conv[data-id="${id}"]`).click(),
      stands: isOpen,
    },
    {
      name: 'open a conversation, clicked at once',
      times,
      before: (page) => page.locator(panes.list).evaluate((list) => list.scrollTo({ top: 90_000 })),
      ready: async (page, time) => {
        await page.locator(panes.list).evaluate((list) => list.scrollBy({ top: 152 }));
        await page.locator('.rail').hover({ position: { x: 10, y: 400 } });
        return (
          (await rows(page)
            .nth(16 + (time % 2))
            .getAttribute('data-id')) ?? ''
        );
      },
      act: (page, id) => page.locator(`a.conv[data-id="${id}"]`).click(),
      stands: isOpen,
    },
    {
      name: 'show another view of the list',
      times,
      ready: async (_page, time) => (time % 2 === 0 ? 'view-waiting' : 'view-all'),
      act: (page, view) => page.locator(`#${view}`).click(),
      stands: (view) =>
        document.getElementById(view)?.getAttribute('aria-selected') === 'true' &&
        document.querySelector('a.conv') !== null,
    },
    {
      name: 'open the filter of the list',
      times,
      act: (page) => page.getByRole('button', { name: 'Filter', exact: true }).click(),
      stands: () => document.querySelector('[role="menu"] [role^="menuitem"]') !== null,
      back: closeMenu,
    },
  ];
}

/** A conversation of 300 messages, whose client has a history of 2,000 conversations. */
export function conversationSteps(desk: BusyDesk, times: number): Step[] {
  return [
    {
      name: 'type a letter of a reply',
      times: 2 * times,
      before: async (page) => {
        await page.goto(new URL(`/w/bench/conversations/${desk.open}`, page.url()).href);
        await field(page).focus();
        await page.waitForTimeout(3_000); // what is fetched ahead is there
      },
      act: (page, _, time) => page.keyboard.press(word[time % word.length] ?? 'o'),
    },
    {
      name: 'open the menu of a conversation',
      times,
      before: (page) => field(page).fill(''),
      act: (page) => page.locator('.talk').getByRole('button', { name: 'What can be done' }).click(),
      stands: () => document.querySelector('[role="menu"] [role="menuitem"]') !== null,
      back: closeMenu,
    },
    {
      name: 'add a tag',
      times,
      ready: async (page, time) => {
        await page.locator('.tag-field input').fill(`bench ${time}`);
        return `bench ${time}`;
      },
      act: (page) => page.keyboard.press('Enter'),
      stands: (tag) => [...document.querySelectorAll('.tagbox .tag')].some(({ textContent }) => textContent === tag),
      back: async (page, time) => {
        await page.getByRole('button', { name: `Remove the tag bench ${time}`, exact: true }).focus();
        await page.keyboard.press('Delete');
        await page.waitForTimeout(150);
      },
    },
    {
      name: 'open the history',
      times,
      act: (page) => tab(page, 'History').click(),
      stands: () => document.querySelectorAll('.axis .ev').length > 5,
      back: (page) => tab(page, 'Client').click(),
    },
    {
      name: 'open the history, all of it loaded',
      times,
      before: async (page) => {
        await tab(page, 'History').click();
        await loadWhole(page, panes.history);
        await tab(page, 'Client').click();
      },
      act: (page) => tab(page, 'History').click(),
      stands: () => document.querySelectorAll('.axis .ev').length > 5,
      back: (page) => tab(page, 'Client').click(),
    },
    {
      name: 'unfold a conversation of the history',
      times,
      before: (page) => tab(page, 'History').click(),
      ready: async (page, time) => {
        const entries = page.locator('.axis .ev:has(.open-entry[aria-expanded="false"])');
        return (await entries.nth(2 + (time % 4)).getAttribute('id')) ?? '';
      },
      act: (page, id) => page.locator(`[id="${id}"] .open-entry`).click(),
      stands: (id) => document.getElementById(id)?.querySelector('.script li') !== null,
    },
    {
      name: 'fold one',
      times,
      before: async (page) => {
        const open = page.locator('.axis .open-entry[aria-expanded="true"]');
        while ((await open.count()) > 0) await open.first().click();
      },
      ready: async (page, time) => {
        const closed = page.locator('.axis .ev:has(.open-entry[aria-expanded="false"])');
        const id = (await closed.nth(2 + (time % 4)).getAttribute('id')) ?? '';
        await page.locator(`[id="${id}"] .open-entry`).click();
        await page.locator(`[id="${id}"] .script li`).first().waitFor();
        return id;
      },
      act: (page, id) => page.locator(`[id="${id}"] .open-entry`).click(),
    },
    {
      name: 'type a letter of a search in the history',
      times,
      before: (page) => page.locator('.htools input').focus(),
      act: (page, _, time) => page.keyboard.press(word[time % word.length] ?? 'o'),
      back: (page) => page.waitForTimeout(150), // the answer comes meanwhile, as it does for who types
    },
    {
      name: 'open the command palette',
      times,
      before: (page) => page.locator('.htools input').fill(''),
      act: (page) => page.keyboard.press('Control+k'),
      stands: () => document.querySelector('[role="dialog"] [role="option"]') !== null,
      back: async (page) => {
        await page.keyboard.press('Escape');
        await closed(page);
      },
    },
    {
      name: 'type a letter in the command palette',
      times,
      before: (page) => page.keyboard.press('Control+k'),
      act: (page, _, time) => page.keyboard.press('novak '[time % 6] ?? 'n'),
      back: (page, time) =>
        time % 6 === 5 ? page.getByRole('dialog').getByRole('combobox').fill('') : Promise.resolve(),
    },
  ];
}

/** The directory of 20,000 contacts. */
export function directorySteps(times: number): Step[] {
  const search = (page: Page) => page.locator('.tools').getByRole('searchbox');
  return [
    {
      name: 'type a letter of a search in the directory',
      times,
      before: async (page) => {
        await page.goto(new URL('/w/bench/contacts', page.url()).href);
        await page.locator('.table .tr').nth(5).waitFor();
        await search(page).focus();
      },
      act: (page, _, time) => page.keyboard.press('novak '[time % 6] ?? 'n'),
      back: (page, time) => (time % 6 === 5 ? search(page).fill('') : page.waitForTimeout(150)),
    },
    {
      name: 'arrow down in the directory',
      times,
      before: async (page) => {
        await search(page).fill('');
        await page.waitForTimeout(500);
        await page.locator('.table').focus();
      },
      act: (page) => page.keyboard.press('ArrowDown'),
    },
    {
      name: 'open a card, walked to by arrow',
      times,
      ready: async (page) => {
        await page.keyboard.press('ArrowDown');
        await page.waitForTimeout(200);
        return page.evaluate(() => document.querySelector('.tr.cur .name')?.textContent ?? '');
      },
      act: (page) => page.keyboard.press('Enter'),
      stands: (name) =>
        document.querySelector('h1')?.textContent === name && document.querySelector('.axis .ev') !== null,
      back: async (page) => {
        await page.goBack();
        await page.locator('.table').focus();
      },
    },
  ];
}

/** Runs in the page: whether the conversation with its words and its client's panel stands there. */
function isOpen(id: string): boolean {
  const current = document.querySelector('a.conv[aria-current]')?.getAttribute('data-id');
  const isRead = document.querySelector('.talk .thread > :is(.msg, .mail, .sys + *)') !== null;
  return (
    current === id && location.pathname.endsWith(id) && isRead && document.querySelector('.client .vcard') !== null
  );
}
