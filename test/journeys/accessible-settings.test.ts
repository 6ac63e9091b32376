import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { looksRightInBoth, type ScreenInBoth } from './in-both-languages.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
  await journey.channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
  await journey.channel({ kind: 'phone', name: 'Line' });
  const label = (en: string, cs: string) => ({ label: { en, cs } });
  await field({
    name: 'customer_no',
    ...label('Customer no.', 'Zákaznické číslo'),
    identifies: true,
    shape: '9999999',
  });
  await field({ name: 'contract_no', ...label('Contract no.', 'Číslo smlouvy'), identifies: true, several: true });
  await field({ name: 'plan', of: 'contact', ...label('Plan', 'Tarif'), type: 'choice', choices: ['A', 'B'] });
  await journey.call('POST', '/excluded-values', { kind: 'email', value: 'everybody@example.com' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

/** Every screen of Settings (those with the most words looked at in both languages), and what the directory has of imports and attributes, with the way to it in both languages. */
const screens: Record<string, ScreenInBoth> = {
  'one’s own screen': { at: 'settings/screen', ready: ['Language and screen', 'Jazyk a obrazovka'] },
  'the list of sections': { at: 'settings', ready: ['Settings', 'Nastavení'] },
  'the channels': { at: 'settings/channels', ready: ['Channels', 'Kanály'] },
  'one channel': {
    wordy: true,
    at: 'settings/channels',
    ready: ['Channels', 'Kanály'],
    way: async (page) => {
      await page.getByRole('link', { name: 'Info mailbox' }).click();
      await page.getByRole('group', { name: /Sender passed DMARC|Odesílatel prošel/ }).waitFor();
    },
  },
  'the parameters': { at: 'settings/parameters', ready: ['Parameters', 'Parametry'], way: firstField },
  'one parameter, with edits that were refused': {
    wordy: true,
    at: 'settings/parameters',
    ready: ['Parameters', 'Parametry'],
    way: async (page) => {
      await page.getByRole('link', { name: /Customer no\.|Zákaznické/ }).click();
      await page.getByRole('textbox', { name: /Label, English|Popisek anglicky/ }).fill('');
      await page.keyboard.press('Control+s');
      await page.locator('.settings-panel .bad').waitFor();
    },
  },
  'a new attribute': {
    at: 'settings/attributes?open=new',
    ready: ['Attributes', 'Atributy'],
    way: (page) => page.getByRole('textbox', { name: /^Name$|^Název$/ }).waitFor(),
  },
  'deleting a parameter': {
    at: 'settings/parameters',
    ready: ['Parameters', 'Parametry'],
    way: async (page) => {
      await page.getByRole('link', { name: /Contract no\.|Číslo smlouvy/ }).click();
      await page.getByRole('button', { name: /^(Delete|Smazat)$/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'recognising the client': {
    at: 'settings/recognition',
    ready: ['Recognising the client', 'Rozpoznání klienta'],
    way: async (page) => {
      await page.getByText('everybody@example.com').waitFor();
      await page.getByRole('combobox', { name: /Algorithm|Algoritmus/ }).selectOption('HS256');
      await page.getByRole('button', { name: /^(Save|Uložit)/ }).click();
      await page.locator('.bad').first().waitFor();
    },
  },
  'choosing a file of contacts': {
    at: 'contacts',
    ready: ['Contact directory', 'Adresář kontaktů'],
    way: async (page) => {
      await page.getByRole('button', { name: /^(Import|Importovat)$/ }).click();
      await page.getByRole('menuitem', { name: /Contacts|Kontakty/ }).click();
      await page.getByRole('button', { name: /Check file|Prohlédnout/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'the filter by an attribute': {
    at: 'contacts?attribute=plan:A&problem=conflicts',
    ready: ['Contact directory', 'Adresář kontaktů'],
    way: async (page) => {
      await page.getByRole('button', { name: /^(Attribute|Atribut) (Plan|Tarif): A/ }).click();
      await page.getByRole('textbox', { name: /Its value|Jeho hodnota/ }).waitFor();
    },
  },
};

looksRightInBoth(() => journey, screens);

function firstField(page: Page) {
  return page.getByRole('link', { name: /Customer no\.|Zákaznické/ }).waitFor();
}

function field(input: Record<string, unknown>): Promise<unknown> {
  return journey.call('POST', '/fields', input);
}
