import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { type Hands, handsOn } from './hands.ts';

// In the directory and around it, with hands that never leave the keyboard; the tasks at the desk are in by-keyboard-at-the-desk.test.ts.
let journey: Journey;
beforeAll(async () => {
  journey = await aJourney();
  await aContact(journey.workspace, { name: 'Tomáš Beneš' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

task('18 finds a card and opens it', 'contacts', async ({ page, press, type }) => {
  await aContact(journey.workspace, { name: 'Pavla Říhová' });
  await press('/');
  await type('rihova');
  await page.getByRole('grid').getByRole('link', { name: 'Pavla Říhová' }).waitFor();
  await press('Enter'); // from the field into the table
  await press('Enter');
  await page.getByRole('main', { name: 'Pavla Říhová' }).waitFor();
});

task('19 adds a client', 'contacts', async ({ page, press, type }) => {
  await press('c');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor();
  await type('Radim Kučera');
  await press('Enter');
  await page.getByRole('main', { name: 'Radim Kučera' }).waitFor();
});

task('20 edits a card and saves it whole', 'contacts', async ({ page, press, type }) => {
  const { id } = await aContact(journey.workspace, { name: 'Soňa Jelínková' });
  await page.goto(`${journey.url}/w/${journey.workspace.slug}/contacts/${id}`);
  await page.getByRole('main', { name: 'Soňa Jelínková' }).waitFor();
  await press('e');
  await press('Control+a');
  await type('Soňa Jelínková Malá');
  await press('Enter');
  await press('Control+s');
  await expect
    .poll(async () => (await journey.call<Contact>('GET', `/contacts/${id}`)).name)
    .toBe('Soňa Jelínková Malá');
});

task('21 deletes two cards at once, and takes it back', 'contacts?q=dvojnik', async ({ page, press, tabTo }) => {
  const cards = [
    await aContact(journey.workspace, { name: 'Dvojník První' }),
    await aContact(journey.workspace, { name: 'Dvojník Druhý' }),
  ];
  await page.reload();
  await page.getByRole('grid').getByRole('link', { name: 'Dvojník Druhý' }).waitFor();
  await tabTo(page.getByRole('grid'));
  await press('x');
  await press('j');
  await press('Shift+X');
  await page.getByText('2 selected').waitFor();
  await tabTo(page.getByRole('button', { name: /^Delete/ }));
  await press('Enter');
  await tabTo(page.getByRole('dialog').getByRole('button', { name: /^Delete/ }));
  await press('Enter');
  const states = () =>
    Promise.all(cards.map(async ({ id }) => (await journey.call<Contact>('GET', `/contacts/${id}`)).state));
  await expect.poll(states).toEqual(['binned', 'binned']);
  await page.getByRole('status').getByRole('button', { name: /Undo/ }).waitFor();
  await press('z');
  await expect.poll(states).toEqual(['active', 'active']);
});

task('22 goes from room to room', 'conversations', async ({ page, press }) => {
  for (const [key, heading] of [
    ['d', 'Contact directory'],
    ['r', 'Possible duplicates'],
    ['s', 'Settings'],
    ['c', 'Conversations'],
  ] as const) {
    await press('g');
    await press(key);
    await page.getByRole('heading', { name: heading }).first().waitFor();
  }
});

task('23 reads the list of keys', 'conversations', async ({ page, press }) => {
  await press('?');
  await page.getByRole('dialog').getByText('accept', { exact: false }).first().waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

task('24 defines a parameter in Settings', 'settings/parameters', async ({ page, press, type, tabTo }) => {
  await page.getByRole('heading', { name: 'Parameters' }).first().waitFor();
  await press('c');
  await tabTo(page.getByRole('textbox', { name: 'Name' }));
  await type('meter_no');
  await tabTo(page.getByRole('textbox', { name: 'Label, English' }));
  await type('Meter number');
  await press('Control+s');
  await page.getByText('meter_no').first().waitFor();
  const { items } = await journey.call<{ items: { name: string }[] }>('GET', '/fields');
  expect(items.map(({ name }) => name)).toContain('meter_no');
});

task('25 goes from pane to pane', 'conversations', async ({ press, focused }) => {
  const seen = new Set<string>();
  for (let n = 0; n < 4; n++) {
    await press('F6');
    seen.add(await focused());
  }
  expect(seen.size).toBeGreaterThan(1);
});

function task(name: string, address: string, work: (hands: Hands) => Promise<void>): void {
  it(name, async () => {
    const hands = await handsOn(await journey.visit(address));
    await work(hands);
    expect(await hands.pointed()).toBe(false);
  });
}
