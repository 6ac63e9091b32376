import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RetentionOf } from '#contract/retention.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { daysAgo, keeps, removeAll } from '#test/support/retention-factory.ts';
import { looksRightInBoth, type ScreenInBoth } from './in-both-languages.ts';

let journey: Journey;
let card: number;
let talk: string;
beforeAll(async () => {
  journey = await aJourney();
  const { workspace } = journey;
  const { id: channelId } = await journey.channel({ kind: 'email', name: 'Info mailbox' });
  card = (await aContact(workspace, { name: 'Jana Horáková', phone: '+420777000111' })).id;
  const of = { channelId, contactId: card, participants: [{ value: 'jana@example.cz', name: 'Jana Horáková' }] };
  talk = await aConversationWith(workspace, {
    ...of,
    at: daysAgo(200),
    subject: 'Deposit',
    entries: ['About the deposit'],
  });
  await aConversationWith(workspace, { ...of, at: daysAgo(500), subject: 'Moving', entries: ['We are moving'] });
  await keeps(workspace, 'text', 365);
  await removeAll(workspace);
  await journey.call('PATCH', '/me', { language: 'en' });
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('shows what a shorter period would take before it is set, waits for 14 days, and takes it back (R-HIS-7)', async () => {
  const page = await journey.visit('settings');
  await page.getByRole('link', { name: 'Retention' }).click();
  const words = page.getByRole('row', { name: /^Words/ });
  await words.getByText('365 days').waitFor();
  await words.getByRole('button', { name: 'Change: Words' }).click();
  const dialog = page.getByRole('dialog', { name: 'Words' });
  await dialog.getByText('This is how it is now.').waitFor();
  await dialog.getByRole('textbox', { name: 'Days' }).fill('x');
  await dialog.getByText('Whole days, from 1 to 36 500.').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: /^Set/ }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Days' }).fill('100');
  await dialog.getByText('Then the words of 1 conversation go that are kept now.').waitFor();
  await dialog.getByText(/It takes effect on .*taken back/).waitFor();
  await dialog.getByRole('button', { name: /^Set from/ }).click();
  await page.getByRole('status').getByText('Set: Words').waitFor();
  await words.getByText(/from .*: 100 days/).waitFor();
  const [waiting] = (await list())[0]?.settings ?? [];
  expect(waiting).toMatchObject({ period: 365, next: { period: 100, by: journey.person.name } });

  await words.getByRole('button', { name: 'Take back: Words' }).click();
  await page.getByRole('status').getByText('Taken back: Words').waitFor();
  await expect.poll(() => words.getByText(/from .*: 100 days/).count()).toBe(0);

  await page.getByRole('combobox', { name: 'Periods of' }).selectOption({ label: 'Queue Support' });
  await words.getByText('as elsewhere').waitFor();
  await words.getByRole('button', { name: 'Change: Words' }).click();
  await dialog.getByRole('combobox', { name: 'Kept' }).selectOption({ label: 'for ever' });
  await dialog.getByText('It takes effect at once, and nothing goes by it.').waitFor();
  await dialog.getByRole('button', { name: 'Set' }).click();
  await words.getByText('for ever').waitFor();
});

it('holds a card and a conversation with a reason, marks them, and lifts the hold; what went leaves a line (R-HIS-7)', async () => {
  const page = await journey.visit(`contacts/${card}`);
  await page
    .getByText(/Words removed/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Hold…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hold' });
  await dialog.getByRole('button', { name: 'Place the hold' }).click();
  await dialog.getByText('Say why it is held.').waitFor();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('Complaint 2026-0418');
  await dialog.getByLabel('Until, optional').fill('2031-03-01');
  await dialog.getByRole('button', { name: 'Place the hold' }).click();
  await page.getByText('On hold until 1 Mar 2031').waitFor();
  await page.getByText('Hold placed').first().waitFor();

  await page.goto(`${journey.url}/w/${journey.workspace.slug}/conversations/${talk}`);
  await page.getByText('on hold', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'What can be done' }).click();
  await page.getByRole('menuitem', { name: 'Hold…' }).click();
  await dialog.getByText('by a hold of the card').waitFor();
  await dialog.getByRole('button', { name: /Lift the hold/ }).click();
  await page.getByRole('status').getByText('Hold lifted: Complaint 2026-0418').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await holds()).length).toBe(1);
});

const screens: Record<string, ScreenInBoth> = {
  retention: { at: 'settings/retention', ready: ['Retention', 'Uchovávání'], wordy: true },
  'a period in its dialog': {
    at: 'settings/retention',
    ready: ['Retention', 'Uchovávání'],
    way: async (page: Page) => {
      await page.getByRole('button', { name: /^(Change|Změnit): (Words|Slova)/ }).click();
      await page.getByRole('textbox', { name: /Days|Dny/ }).fill('50');
      await page.getByText(/takes effect on|Začne platit/).waitFor();
    },
  },
};
looksRightInBoth(() => journey, screens);

async function list(): Promise<RetentionOf[]> {
  return (await journey.call<{ items: RetentionOf[] }>('GET', '/retention')).items;
}

async function holds(): Promise<unknown[]> {
  return (await journey.call<{ items: unknown[] }>('GET', `/contacts/${card}/holds`)).items;
}
