import type { BrowserContextOptions, Page } from 'playwright-core';

/** A picture of docs/pictures. */
export interface Picture {
  name: string;
  /** From the start of the demo's desk to what is to be seen. */
  show: (page: Page) => Promise<unknown>;
  options?: BrowserContextOptions;
  language?: 'cs';
  /** Who is signed in, where it is not the demo's administrator. */
  as?: string;
}

const jana = 'Jana Horáková';

/** The screens of the README, and those that docs/screens.md goes through. */
export const pictures: Picture[] = [
  {
    name: 'directory',
    show: async (page) => {
      await page.getByRole('link', { name: 'Directory' }).click();
      await page.getByRole('searchbox').fill('novak');
      await page.getByRole('grid').locator('mark').nth(2).waitFor();
    },
  },
  {
    name: 'card',
    show: async (page) => {
      await openCard(page, 'Directory');
      const history = page.getByRole('region', { name: 'History' });
      await history.getByRole('searchbox').fill('vyuctovani');
      await history.locator('mark').first().waitFor();
      await page.keyboard.press('F3');
      await history.getByRole('article').locator('mark').first().waitFor();
    },
  },
  {
    name: 'desk',
    show: async (page) => {
      await page.getByRole('link', { name: /Jana Horáková.*Potvrzeno/ }).click();
      await page.getByRole('button', { name: 'Options' }).waitFor();
    },
  },
  {
    name: 'desk-unknown',
    show: async (page) => {
      await page.getByRole('link', { name: /Talking with Pospíšil/ }).click();
      await page.getByRole('button', { name: 'Compare' }).first().waitFor();
    },
  },
  {
    name: 'review',
    show: async (page) => {
      await page.getByRole('link', { name: /To review/ }).click();
      await page.getByRole('link', { name: /Petr Novák.*Petr Novak/ }).click();
      await page.getByRole('button', { name: /^Merge into/ }).waitFor();
    },
  },
  {
    name: 'parameters',
    show: async (page) => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('link', { name: 'Parameters' }).click();
      await page.getByText('Customer no.').first().click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
    },
  },
  {
    name: 'card-czech-dark',
    options: { colorScheme: 'dark' },
    language: 'cs',
    show: async (page) => {
      await openCard(page, 'Adresář');
      await page.getByRole('region', { name: 'Historie' }).getByRole('listitem').nth(3).waitFor();
    },
  },
  {
    name: 'history',
    show: async (page) => {
      await page.getByRole('link', { name: /Jana Horáková.*Potvrzeno/ }).click();
      await page.getByRole('tab', { name: /History/ }).click();
      await page.getByRole('button', { name: 'Filter the history' }).click();
      await page.getByRole('tabpanel').getByRole('searchbox').fill('vyuctovani');
      await page.locator('mark').first().waitFor();
      await page.keyboard.press('F3');
    },
  },
  {
    name: 'merge-conversations',
    show: async (page) => {
      await page.getByRole('link', { name: /Jana Horáková.*Potvrzeno/ }).click();
      await page
        .getByRole('button', { name: /^Merge/ })
        .first()
        .click();
      await page.getByRole('dialog').getByText('How it will read').waitFor();
    },
  },
  {
    name: 'select-existing',
    show: async (page) => {
      await page.getByRole('link', { name: /Talking with Pospíšil/ }).click();
      await page.getByRole('button', { name: 'Select existing' }).click();
      await page.getByRole('dialog').getByRole('heading', { name: 'Bohumil Pospíšil' }).waitFor();
    },
  },
  {
    name: 'board',
    show: async (page) => {
      await page.getByRole('link', { name: 'Board' }).click();
      await page.getByText('Longest wait').first().waitFor();
    },
  },
  {
    name: 'channels',
    show: async (page) => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('link', { name: 'Channels' }).click();
      await page.getByText('Chat at bystrina.example').click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
    },
  },
  {
    name: 'retention',
    show: async (page) => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('link', { name: 'Retention' }).click();
      await page.getByText('Nothing is on hold').waitFor();
    },
  },
  {
    name: 'hidden-conversations',
    as: 'petra@bystrina.example',
    show: async (page) => {
      await openCard(page, 'Directory');
      await page.getByRole('button', { name: 'Ask for access' }).first().click();
      await page.getByRole('button', { name: /^Ask(?! for)/ }).waitFor();
    },
  },
  {
    name: 'widget',
    show: async (page) => {
      await page.goto('/demo/shop');
      await page.getByRole('button', { name: 'Open the chat' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];

async function openCard(page: Page, room: string): Promise<void> {
  await page.getByRole('link', { name: room }).click();
  await page.getByRole('searchbox').fill(jana);
  await page.getByRole('grid').getByRole('link', { name: jana }).first().click();
  await page.getByRole('heading', { name: jana, level: 1 }).waitFor();
}
