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

it('adds a client, edits several values and saves them as one step, which stands in the history with Undo', async () => {
  const page = await journey.visit('contacts');
  await page.getByText('No contacts yet').waitFor();
  await page.getByRole('button', { name: 'Add client' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add client' });
  await dialog.getByLabel('Name').fill('Alena Krátká');
  await dialog.getByLabel('E‑mail').fill('alena@example.cz');
  await dialog.getByRole('button', { name: 'Add client' }).click();
  await page.getByRole('heading', { name: 'Alena Krátká', level: 1 }).waitFor();

  await edit(page, 'Name', 'Alena Dlouhá');
  await edit(page, 'City', 'Brno');
  await page.getByRole('button', { name: 'Add one more' }).click();
  await page.getByRole('menuitem', { name: 'Phone', exact: true }).click();
  await type(page.getByRole('textbox', { name: 'Add Phone' }), '602 771 310');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await type(page.getByRole('textbox', { name: 'New tag' }), 'VIP');
  await page.getByText('4 edits, nothing is saved until Save').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved: Alena Dlouhá').waitFor();

  const card = await theCard(page);
  expect(card).toMatchObject({ name: 'Alena Dlouhá', attributes: { city: 'Brno' }, tags: ['VIP'], version: 2 });
  expect(card.identifiers.map(({ value }) => value).toSorted()).toEqual(['+420602771310', 'alena@example.cz']);

  const change = entries(page).filter({ hasText: 'Card edited' });
  await expect
    .poll(async () => (await change.getByRole('listitem').allTextContents()).toSorted())
    .toEqual(['CityBrno', 'NameAlena KrátkáAlena Dlouhá', 'Phone602 771 310', 'TagVIP']);
  await change.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Alena Krátká', level: 1 }).waitFor();
  await change.getByText('undone').waitFor();
  expect(await theCard(page)).toMatchObject({ name: 'Alena Krátká', attributes: {}, tags: [] });
});

it('opens a card by one request, and hears of what a colleague changes on it from then on', async () => {
  const { id } = await aContact(journey.workspace, { name: 'Emil Otevřený', email: 'emil@example.cz' });
  const page = await journey.visit('contacts');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/api\/v1\/(contacts\/\d+.*|duplicates)$/.test(pathname)) asked.push(pathname);
  });
  await row(page, 'Emil Otevřený').getByRole('link', { name: 'Emil Otevřený' }).click();
  await page.getByRole('heading', { name: 'Emil Otevřený', level: 1 }).waitFor();
  await entries(page).filter({ hasText: 'Card created' }).waitFor();
  expect(asked).toEqual([`/api/v1/contacts/${id}/context`]);
  await saveElsewhere(id, { name: 'Emil Změněný' });
  await page.getByRole('heading', { name: 'Emil Změněný', level: 1 }).waitFor();
  await entries(page).filter({ hasText: 'Emil Změněný' }).waitFor();
});

it('names the card that has a value already, and opens it; the edit stays as a draft', async () => {
  const owner = await aContact(journey.workspace, { name: 'Bohumil Starý', email: 'stary@example.cz' });
  const { id } = await aContact(journey.workspace, { name: 'Cyril Mladý' });
  const page = await journey.visit(`contacts/${id}`, { refusals: [409] });
  await page.getByRole('button', { name: 'Add E‑mail', exact: true }).click();
  await type(page.getByRole('textbox', { name: 'Add E‑mail' }), 'STARY@example.cz');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'This e‑mail is already on another card' });
  await dialog.getByText('Bohumil Starý', { exact: true }).waitFor();
  const opening = page.context().waitForEvent('page');
  await dialog.getByRole('link', { name: 'Open the other card' }).click();
  const other = await opening;
  await other.getByRole('heading', { name: 'Bohumil Starý', level: 1 }).waitFor();
  expect(new URL(other.url()).pathname).toMatch(new RegExp(`/contacts/${owner.id}$`));

  await page.bringToFront();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('1 edit, nothing is saved until Save').waitFor();
  expect((await theCard(page)).identifiers).toEqual([]);
});

it('saves on top of what somebody else saved where the two do not meet, and compares where they do', async () => {
  const { id } = await aContact(journey.workspace, { name: 'Dora Tichá' });
  const page = await journey.visit(`contacts/${id}`, { refusals: [412] });
  await edit(page, 'City', 'Plzeň');
  await saveElsewhere(id, { attributes: { language: 'cs' } });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Saved: Dora Tichá').waitFor();
  expect(await theCard(page)).toMatchObject({ attributes: { city: 'Plzeň', language: 'cs' } });

  await edit(page, 'Name', 'Dora Hlasitá');
  await saveElsewhere(id, { name: 'Dora Tichá-Nová' });
  await page.keyboard.press('Control+s');
  const banner = page.getByRole('alert').filter({ hasText: 'Somebody saved this card in the meantime' });
  await banner.getByRole('button', { name: 'Compare and save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare and save' });
  await dialog.getByRole('row', { name: 'Name Dora Tichá-Nová Dora Hlasitá' }).waitFor();
  await dialog.getByRole('button', { name: 'Save my edits' }).click();
  await page.getByRole('heading', { name: 'Dora Hlasitá', level: 1 }).waitFor();
  await banner.waitFor({ state: 'detached' });
  expect(await theCard(page)).toMatchObject({ name: 'Dora Hlasitá' });
});

it('rebases values and tags too, and adds a value anew that somebody took off the card while it was edited', async () => {
  const card = await aContact(journey.workspace, {
    name: 'Gita Souběžná',
    email: 'gita@example.cz',
    phone: '+420 602 771 388',
    tags: ['VIP'],
  });
  const [mail = '', phone = ''] = ['email', 'phone'].map(
    (kind) => card.identifiers.find((one) => one.kind === kind)?.id,
  );
  const page = await journey.visit(`contacts/${card.id}`, { refusals: [412] });
  await edit(page, 'Phone', '+420 602 771 399');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await type(page.getByRole('textbox', { name: 'New tag' }), 'invoice');
  await saveElsewhere(card.id, { identifiers: { change: [{ id: mail, label: 'work' }] }, tags: { remove: ['VIP'] } });
  await page.keyboard.press('Control+s');
  await page.getByRole('status').getByText('Saved: Gita Souběžná').waitFor();
  const saved = await theCard(page);
  expect(saved.tags).toEqual(['invoice']);
  expect(saved.identifiers.map(({ value, label }) => `${value} ${label}`).toSorted()).toEqual([
    '+420602771399 null',
    'gita@example.cz work',
  ]);

  await edit(page, 'Phone', '+420 602 771 377');
  await saveElsewhere(card.id, { identifiers: { remove: [phone] } });
  await page.keyboard.press('Control+s');
  await page.getByRole('alert').getByRole('button', { name: 'Compare and save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare and save' });
  await dialog.getByRole('row', { name: 'Phone not given +420 602 771 377' }).waitFor();
  await dialog.getByRole('button', { name: 'Save my edits' }).click();
  await expect
    .poll(async () => (await theCard(page)).identifiers.map(({ value }) => value).toSorted())
    .toEqual(['+420602771377', 'gita@example.cz']);
  await dialog.waitFor({ state: 'hidden' });
});

it('asks before edits are left', async () => {
  const { id } = await aContact(journey.workspace, { name: 'Emil Váhavý' });
  const page = await journey.visit(`contacts/${id}`);
  await edit(page, 'City', 'Olomouc');
  const leave = page.getByRole('link', { name: 'Back to the directory' });
  const dialog = page.getByRole('dialog', { name: 'Save the edits of this card?' });
  await leave.click();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('1 edit, nothing is saved until Save').waitFor();
  await leave.click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Contact directory' }).waitFor();
  expect(await journey.call('GET', `/contacts/${id}`)).toMatchObject({ attributes: { city: 'Olomouc' } });
});

it('moves a card to the bin after saying what that means, and brings it back', async () => {
  const { id } = await aContact(journey.workspace, { name: 'František Odešlý', email: 'frantisek@example.cz' });
  const page = await journey.visit(`contacts/${id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this card from the directory?' });
  await dialog.getByText('It goes to the bin for 30 days').waitFor();
  await dialog.getByText('Deleting is not erasing').waitFor();
  await dialog.getByRole('button', { name: 'Delete card' }).click();
  await page.getByRole('status').getByText('In the bin: František Odešlý').waitFor();
  await page.getByRole('heading', { name: 'Contact directory' }).waitFor();
  await expect.poll(() => row(page, 'František Odešlý').count()).toBe(0);

  await page.getByRole('tab', { name: 'Bin' }).click();
  await row(page, 'František Odešlý').getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('status').getByText('Restored: František Odešlý').waitFor();
  await page.getByText('The bin is empty').waitFor();

  await page.getByRole('tab', { name: 'All contacts' }).click();
  await row(page, 'František Odešlý').getByRole('link').click();
  await expect.poll(() => entries(page).getByText('Card restored').count()).toBe(1);
  await entries(page).filter({ hasText: 'Card moved to the bin' }).waitFor();
  await entries(page).filter({ hasText: 'Card restored' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByText('This card is in the bin').waitFor();
});

/** Edits a value in place: a click opens it, Enter keeps it. */
async function edit(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${field}:` }).click();
  await type(page.getByRole('textbox', { name: field, exact: true }), value);
}

async function type(field: Locator, value: string): Promise<void> {
  await field.fill(value);
  await field.press('Enter');
}

function entries(page: Page): Locator {
  return page.getByRole('region', { name: 'History' }).locator('ol.axis > li');
}

function row(page: Page, name: string): Locator {
  return page.getByRole('grid').getByRole('row', { name });
}

/** The card of the page as it is saved. */
function theCard(page: Page): Promise<Contact> {
  return journey.call('GET', `/contacts/${new URL(page.url()).pathname.split('/').at(-1)}`);
}

/** What somebody else saves meanwhile. The page hears of it, but its edits are meant for the version before. */
async function saveElsewhere(id: number, body: object): Promise<void> {
  const { version } = await journey.call<Contact>('GET', `/contacts/${id}`);
  await journey.call('PATCH', `/contacts/${id}`, body, { 'if-match': `"${version}"` });
}
