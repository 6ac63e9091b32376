import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { looksRightInBoth, type ScreenInBoth } from './in-both-languages.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
  const { call } = journey;
  await journey.channel({ kind: 'webchat', name: 'Our web' });
  await call('POST', '/templates', {
    folder: 'Moving',
    name: 'Dobrý den',
    shortcut: 'moving',
    texts: { en: 'Hello {{client.name}}, your number is {{parameter.nobody_fills}}.', cs: 'Dobrý den' },
  });
  await call('PUT', '/tags', { name: 'reklamace', ground: '#0a6e41' });
  await call('PUT', '/tags', { name: 'stěhování', retired: true });
  await call('POST', '/tag-rules', { tag: 'reklamace', words: ['nefunguje', 'refund'], channels: ['email'] });
  await call('POST', '/forms', {
    kind: 'hero',
    name: 'Vaše údaje',
    texts: { title: { en: 'Are your details right?', cs: 'Jsou vaše údaje správně?' } },
    fields: [
      { id: 'phone', type: 'phone', label: { en: 'Phone', cs: 'Telefon' }, fills: 'phone' },
      { id: 'choice', type: 'choice', label: { en: 'Topic', cs: 'Téma' }, choices: ['A', 'B'], required: true },
      { id: 'consent', type: 'consent', label: { en: 'I agree', cs: 'Souhlasím' } },
    ],
  });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

/** The screens of Settings about the desk, with the way to what they show when something is open or wrong; those with the most words in both languages. */
const screens: Record<string, ScreenInBoth> = {
  'a section that is looked for': {
    at: 'settings',
    ready: ['Settings', 'Nastavení'],
    way: async (page) => {
      await page.getByRole('searchbox', { name: /Find a section|Najít oddíl/ }).fill('sablon');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: /^(Queues|Fronty)$/ }).waitFor();
    },
  },
  'the queues': { at: 'settings/queues', ready: ['Queues', 'Fronty'], way: firstRow },
  'one queue, with edits that were refused': {
    wordy: true,
    at: 'settings/queues',
    ready: ['Queues', 'Fronty'],
    way: async (page) => {
      await openFirst(page);
      await page.getByRole('textbox', { name: /^(Name|Název)$/ }).fill('');
      await page.getByRole('textbox', { name: /Limit/ }).fill('soon');
      await refused(page);
    },
  },
  'the templates, and nothing found among them': {
    at: 'settings/templates',
    ready: ['Templates', 'Šablony'],
    way: async (page) => {
      await firstRow(page);
      await page.getByRole('searchbox', { name: /Search the templates|Hledat v šablonách/ }).fill('zzz');
      await page.getByText(/zzz[”“]/).waitFor();
    },
  },
  'one template, with a variable that nothing fills': {
    wordy: true,
    at: 'settings/templates',
    ready: ['Templates', 'Šablony'],
    way: async (page) => {
      await openFirst(page);
      await page.locator('.template-preview .bad').waitFor();
      await page.getByRole('textbox', { name: /^(Name|Název)$/ }).fill('');
      await refused(page);
    },
  },
  'the tags and their rules': { at: 'settings/tags', ready: ['Tags and rules', 'Štítky a pravidla'], way: firstRow },
  'one tag, with colours that read badly': {
    wordy: true,
    at: 'settings/tags?open=tag:reklamace',
    ready: ['Tags and rules', 'Štítky a pravidla'],
    way: async (page) => {
      await page.getByRole('button', { name: /My choice|Podle mě/ }).click();
      await page.getByRole('textbox', { name: /^(Colour of the text|Barva písma)$/ }).fill('#222222');
      await page.getByRole('button', { name: /Use white|Použít bílou/ }).waitFor();
      // the bad pair itself is what somebody chose, and is told so; here it must not count against the screen
      await page.getByRole('textbox', { name: /^(Colour of the text|Barva písma)$/ }).fill('#eeffee');
    },
  },
  'merging two tags': {
    at: 'settings/tags?open=tag:reklamace',
    ready: ['Tags and rules', 'Štítky a pravidla'],
    way: async (page) => {
      await page.getByRole('button', { name: /Rename or merge|Přejmenovat nebo sloučit/ }).click();
      await page.getByRole('textbox', { name: /New name|Nový název/ }).fill('STEHOVANI');
      await page.getByRole('button', { name: /^(Merge|Sloučit)/ }).waitFor();
    },
  },
  'a new rule, refused': {
    wordy: true,
    at: 'settings/tags?open=new-rule',
    ready: ['Tags and rules', 'Štítky a pravidla'],
    way: async (page) => {
      await page.getByRole('textbox', { name: /^(Words|Slova)$/ }).fill('x');
      await refused(page);
    },
  },
  'a web chat, with a colour of its own and sites that were refused': {
    wordy: true,
    at: 'settings/channels',
    ready: ['Channels', 'Kanály'],
    way: async (page) => {
      await openFirst(page);
      await page.getByRole('button', { name: /^(Yours|Vaše)$/ }).click();
      await page.getByRole('textbox', { name: /Sites that may show it|Weby, které ho smějí zobrazit/ }).fill('our web');
      await refused(page);
    },
  },
  'the forms': { at: 'settings/forms', ready: ['Hero Cards and forms', 'Hero Cards a formuláře'], way: firstRow },
  'one form with its preview, and a new field that has no label yet': {
    wordy: true,
    at: 'settings/forms',
    ready: ['Hero Cards and forms', 'Hero Cards a formuláře'],
    way: async (page) => {
      await openFirst(page);
      await page.getByRole('combobox', { name: /Type of the new field|Typ nového pole/ }).selectOption('choice');
      await page.getByRole('button', { name: /Add field|Přidat pole/ }).click();
      await refused(page);
    },
  },
};

looksRightInBoth(() => journey, screens);

function firstRow(page: Page) {
  return page.locator('.settings-row-link').first().waitFor();
}

async function openFirst(page: Page): Promise<void> {
  await page.locator('.settings-row-link').first().click();
  await page.locator('.settings-panel').waitFor();
}

async function refused(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.locator('.settings-panel .settings-fields .bad').first().waitFor();
}
