import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('opens the other card first, as it is preselected, and keeps the edit', async () => {
  const { owner, card } = await aTakenMail('open@example.cz');
  const { page, dialog } = await adds(card, 'open@example.cz');
  await dialog.getByText('You are adding open@example.cz to Jana Horáková. Nothing has been saved yet.').waitFor();
  await expect.poll(() => dialog.getByRole('radio', { name: /Open the other card/ }).isChecked()).toBe(true);
  const opening = page.context().waitForEvent('page');
  await page.keyboard.press('Enter');
  const other = await opening;
  await other.getByRole('heading', { name: 'Ateliér Horáková', level: 1 }).waitFor();
  expect(new URL(other.url()).pathname).toMatch(new RegExp(`/contacts/${owner.id}$`));
  await page.bringToFront();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('2 edits, nothing is saved until Save').waitFor();
  expect(await read(card.id)).toMatchObject({ attributes: {}, identifiers: [] });
});

it('moves the value here and saves all edits with it, as one step that Undo takes back', async () => {
  const { owner, card } = await aTakenMail('move@example.cz');
  const { page, dialog } = await adds(card, 'MOVE@example.cz');
  await page.keyboard.press('2');
  await dialog.getByRole('button', { name: 'Move the e‑mail here' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Saved: Jana Horáková').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  expect(values(await read(card.id))).toEqual(['move@example.cz owned']);
  expect(await read(card.id)).toMatchObject({ attributes: { city: 'Olomouc' } });
  expect(values(await read(owner.id))).toEqual([]);

  await page.keyboard.press('z');
  await page.getByRole('status').getByText('Undone').waitFor();
  expect(values(await read(owner.id))).toEqual(['move@example.cz owned']);
  expect(await read(card.id)).toMatchObject({ attributes: {}, identifiers: [] });
});

it('marks the value as shared: it stands on both cards, and can be made theirs again', async () => {
  const { owner, card } = await aTakenMail('share@example.cz');
  const { page, dialog } = await adds(card, 'share@example.cz');
  await page.keyboard.press('4');
  await dialog.getByText('it stands on both cards and links nobody by itself').waitFor();
  await dialog.getByRole('button', { name: 'Mark it as shared' }).click();
  await page.getByRole('status').getByText('Saved: Jana Horáková').waitFor();
  for (const { id } of [owner, card]) expect(values(await read(id))).toEqual(['share@example.cz shared']);

  await page.getByRole('button', { name: 'More about E‑mail share@example.cz' }).click();
  await page.getByRole('menuitem', { name: 'Make it theirs alone' }).click();
  await page.getByText('1 edit, nothing is saved until Save').waitFor();
  await page.keyboard.press('Control+s');
  await expect.poll(async () => values(await read(card.id))).toEqual(['share@example.cz owned']);
});

it('goes on to merging the two cards, and saves what else was edited on the card that stays', async () => {
  const { owner, card } = await aTakenMail('merge@example.cz');
  const { page, dialog } = await adds(card, 'merge@example.cz');
  await page.keyboard.press('3');
  await dialog.getByRole('button', { name: 'Merge the two cards…' }).click();
  const merging = page.getByRole('dialog', { name: 'Merge two cards' });
  await merging.getByRole('button', { name: `Merge into ${card.id}`, disabled: false }).waitFor();
  await page.keyboard.press('m');
  await page.getByRole('status').getByText('Saved: Jana Horáková').waitFor();
  await merging.waitFor({ state: 'hidden' });
  expect(await read(owner.id)).toMatchObject({ id: card.id, attributes: { city: 'Olomouc' }, mergedIds: [owner.id] });
  expect(values(await read(card.id))).toEqual(['merge@example.cz owned']);
  await page.getByText('nothing is saved until Save').waitFor({ state: 'detached' });
});

it('offers a new card the value of another one as well', async () => {
  await aContact(journey.workspace, { name: 'Ateliér Horáková', email: 'new@example.cz' });
  const page = await journey.visit('contacts', { refusals: [409] });
  await page.getByRole('button', { name: 'Add client' }).click();
  const adding = page.getByRole('dialog', { name: 'Add client' });
  await adding.getByLabel('Name').fill('Karel Nový');
  await adding.getByLabel('E‑mail').fill('new@example.cz');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'This e‑mail is already on another card' });
  await dialog.getByRole('radio', { name: /Move the e‑mail here/ }).check();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Karel Nový', level: 1 }).waitFor();
  await page.getByRole('status').getByText('Added: Karel Nový').waitFor();
});

it('labels a value, and tells the label in the history', async () => {
  const { id } = await aContact(journey.workspace, { name: 'Dana Popisná', email: 'dana@example.cz' });
  const page = await journey.visit(`contacts/${id}`);
  await page.getByRole('button', { name: 'More about E‑mail dana@example.cz' }).click();
  await page.getByRole('menuitem', { name: 'Label…' }).click();
  await page.getByRole('textbox', { name: 'Label of dana@example.cz' }).fill('work');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved: Dana Popisná').waitFor();
  expect((await read(id)).identifiers).toMatchObject([{ label: 'work' }]);
  await page.getByRole('region', { name: 'History' }).getByText('Label of dana@example.cz').waitFor();
});

/** Two cards, one of which has an e‑mail. */
async function aTakenMail(email: string): Promise<{ owner: Contact; card: Contact }> {
  const owner = await aContact(journey.workspace, { name: 'Ateliér Horáková', email });
  return { owner, card: await aContact(journey.workspace, { name: 'Jana Horáková' }) };
}

/** Types the e‑mail and a city on a card, and saves: the dialog opens. */
async function adds({ id }: Contact, email: string): Promise<{ page: Page; dialog: Locator }> {
  const page = await journey.visit(`contacts/${id}`, { refusals: [409] });
  await page.getByRole('button', { name: 'Edit City:' }).click();
  await page.getByRole('textbox', { name: 'City' }).fill('Olomouc');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add E‑mail', exact: true }).click();
  await page.getByRole('textbox', { name: 'Add E‑mail' }).fill(email);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'This e‑mail is already on another card' });
  await dialog.getByRole('radio').first().waitFor();
  return { page, dialog };
}

function read(id: number): Promise<Contact> {
  return journey.call('GET', `/contacts/${id}`);
}

function values({ identifiers }: Contact): string[] {
  return identifiers.map(({ value, state }) => `${value} ${state}`);
}
