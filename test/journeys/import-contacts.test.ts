import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';
import { untranslated } from './untranslated.ts';

const file = [
  'Zákazník;email;telefon;zak_cislo',
  'Adéla Kučerová;adela@example.cz;602 440 118;1112223',
  'Ateliér Javor;jana@example.cz;;7720418',
  'Hana Malá;hana.mala@example;;',
  ';;;',
  '=Bohdan Čermák;bohdan@example.cz;;',
].join('\r\n');

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
  await aContact(journey.workspace, { name: 'Jana Horáková', email: 'jana@example.cz' });
  await journey.call('POST', '/fields', {
    name: 'customer_no',
    label: { en: 'Customer no.', cs: 'Zákaznické číslo' },
    identifies: true,
  });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('shows what each row of a file would do, imports it, and takes all of it back as one (R-DIR-9)', async () => {
  const page = await preview('clients.csv', file);
  await page.getByText('Nothing is saved yet').waitFor();
  await expect.poll(() => chips(page)).toEqual(['5 rows', '2 create', '0 update', '0 skip', '1 conflict', '2 invalid']);
  await row(page, 'jana@example.cz').getByText('conflict', { exact: true }).waitFor();
  await row(page, 'jana@example.cz').getByText('e‑mail is on card 1').waitFor();
  await row(page, 'hana.mala@example').getByText('has no ending').waitFor();

  // The file's own words for a column mean nothing until somebody says where it goes
  await column(page, 'Zákazník').selectOption({ label: 'Name' });
  await row(page, 'Ateliér Javor').waitFor();
  await column(page, 'zak_cislo').selectOption({ label: 'Customer no.' });
  await page.getByText('A row matches when').waitFor();
  await page.keyboard.press('n');
  await page.getByText('another card has its value').waitFor();
  await page.locator('.imp-banner').getByText('contested').waitFor();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save 2 invalid rows', disabled: false }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text).toContain('hana.mala@example');

  await page.getByRole('button', { name: 'Import 3 rows', disabled: false }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Imported: clients.csv' }).waitFor();
  expect(await page.locator('.import-counts > div').allTextContents()).toEqual(
    expect.arrayContaining(['New cards3', 'With a conflict1', 'Invalid2']),
  );
  await page.getByRole('link', { name: 'Open the directory' }).click();
  await expect.poll(() => names(page)).toEqual(['=Bohdan Čermák', 'Adéla Kučerová', 'Ateliér Javor', 'Jana Horáková']);

  await page.goBack();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('status').getByText('3 changes were taken back').waitFor();
  await page.getByRole('link', { name: 'Open the directory' }).click();
  await expect.poll(() => names(page)).toEqual(['Jana Horáková']);
});

it('decides on one row alone, and imports nothing when it is cancelled', async () => {
  const page = await preview(
    'again.csv',
    'name;email;phone\nAteliér Javor;jana@example.cz;602 771 304\nPetr Dlouhý;petr@example.cz;\n',
  );
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Update 1' }).click();
  await row(page, 'Ateliér Javor').getByText('update', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'As set for all' }).click();
  await row(page, 'Ateliér Javor').getByText('conflict', { exact: true }).waitFor();
  await page.getByRole('radio', { name: 'Skip the row' }).check();
  await row(page, 'Ateliér Javor').getByText('skip', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Import 1 row', disabled: false }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => names(page)).toEqual(['Jana Horáková']);
});

it.each(['en', 'cs'] as const)('stands in nobody’s way, in %s', async (language) => {
  await journey.call('PATCH', '/me', { language });
  const page = await preview(`${language}.csv`, file);
  await page.keyboard.press('n');
  await page.locator('.imp-banner').waitFor();
  expect(await barriers(page)).toEqual([]);
  if (language === 'cs') expect(await untranslated(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: /Undo this import|Vrátit celý import/ }).click();
  await page.getByText(/taken back|zpět \d/).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (language === 'cs') expect(await untranslated(page)).toEqual([]);
});

/** Uploads a file of contacts in the directory, and waits for its preview. */
async function preview(name: string, text: string): Promise<Page> {
  const page = await journey.visit('contacts');
  await page.getByRole('button', { name: /^(Import|Importovat)$/ }).click();
  await page.getByRole('menuitem', { name: /Contacts|Kontakty/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await dialog.getByRole('button', { name: /Check file|Prohlédnout soubor/ }).click();
  await page.getByRole('grid', { name: /Preview|Náhled/ }).waitFor();
  await page.waitForURL(/\/import\//);
  return page;
}

function chips(page: Page): Promise<string[]> {
  return page.locator('.imp-chip').allTextContents();
}

function row(page: Page, text: string) {
  return page.getByRole('grid').getByRole('row').filter({ hasText: text });
}

function column(page: Page, name: string) {
  return page.getByRole('combobox', { name: `${name} goes to` });
}

async function names(page: Page): Promise<string[]> {
  return (await page.getByRole('grid').getByRole('link').allTextContents()).sort();
}
