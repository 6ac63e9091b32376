import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { barriers } from './barriers.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
  await aContact(journey.workspace, { name: 'Jana Nováková', tags: ['VIP'] });
  await aContact(journey.workspace, { name: 'Petr Dlouhý' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('saves what is searched for as a view, keeps it over a reload, and brings a deleted one back (R-DIR-1)', async () => {
  const page = await journey.visit('contacts');
  await page.getByRole('grid').waitFor();
  expect(await page.getByRole('button', { name: 'Save view' }).count()).toBe(0); // nothing to save
  await page.getByRole('searchbox').fill('novak');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('The Nováks');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await view(page, 'The Nováks').waitFor();

  await page.getByRole('tab', { name: 'All contacts' }).click();
  await row(page, 'Petr Dlouhý').waitFor();
  await view(page, 'The Nováks', false).click();
  await expect.poll(() => row(page, 'Petr Dlouhý').count()).toBe(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Tags' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await view(page, 'The Nováks, changed').waitFor();
  await row(page, 'Jana Nováková').waitFor();
  await expect.poll(() => page.getByRole('columnheader', { name: 'Tags' }).isVisible()).toBe(false);
  expect(await barriers(page)).toEqual([]);

  await view(page, 'The Nováks, changed').press('ArrowDown');
  await page.getByRole('menuitem', { name: 'Save changes' }).press('Enter');
  await view(page, 'The Nováks').press('Enter');
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await page.getByRole('status').getByText('View deleted: The Nováks').waitFor();
  await view(page, 'All contacts').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await view(page, 'The Nováks').waitFor();
  await row(page, 'Jana Nováková').waitFor();
  await expect.poll(() => page.getByRole('columnheader', { name: 'Tags' }).isVisible()).toBe(false);
});

function view(page: Page, name: string, selected = true) {
  return page.getByRole('tab', { name, selected, exact: true });
}

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name });
}
