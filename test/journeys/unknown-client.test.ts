import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';

let journey: Journey;
let mailbox: LoadedChannel;
let webchat: LoadedChannel;
let lenka: number;
beforeAll(async () => {
  journey = await aJourney();
  mailbox = await journey.channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
  webchat = await journey.channel({ kind: 'webchat', name: 'Chat' });
  const card = { name: 'Lenka Horáková', email: 'lenka@example.cz', phone: '+420777000111' };
  lenka = (await aContact(journey.workspace, card)).id;
});
afterEach(() => journey.leave());
afterAll(() => journey.close());

it('suggests who it may be and says why nobody is linked; what the operator ticks goes to the card (R-TAB-2, R-REC-5)', async () => {
  await journey.receive(
    webchat,
    aMessage({
      from: { kind: 'browser', value: 'browser-1', name: 'Lenka' },
      also: [{ kind: 'email', value: 'lenka@example.cz' }],
      conversation: 'chat-1',
      text: 'Nechodí mi faktury.',
    }),
  );
  const page = await journey.visit('conversations');
  const inList = page.getByRole('link', { name: 'Talking with Lenka', exact: false });
  await inList.getByText('1 suggestion').waitFor();
  await inList.click();
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await page.getByText('Suggested, not linked: E‑mail lenka@example.cz is not enough to link by itself.').waitFor();
  await page.getByRole('button', { name: 'Why?' }).click();
  const why = page.getByRole('dialog').filter({ hasText: 'Why nobody?' });
  await why.getByText('not enough to link by itself, suggested').waitFor();
  await why.getByRole('link', { name: String(lenka) }).waitFor();
  await page.keyboard.press('Escape');
  await why.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Select an existing contact' });
  await dialog.getByRole('heading', { name: 'Lenka Horáková' }).waitFor();
  await dialog.getByText('already on the card').waitFor();
  await expect.poll(() => dialog.getByRole('checkbox').count()).toBe(1);
  await expect.poll(() => dialog.getByRole('checkbox', { name: 'browser-1' }).isChecked()).toBe(true);
  await dialog.getByText('1 value goes to the card.').waitFor();
  await dialog.getByRole('button', { name: 'Select this contact' }).click();
  await page.getByRole('heading', { name: 'Talking with Lenka Horáková' }).waitFor();
  await page.getByText('Linked: chosen by Eva Marková.').waitFor();
  const card = await journey.call<Contact>('GET', `/contacts/${lenka}`);
  expect(card.identifiers.map(({ kind, value }) => `${kind} ${value}`)).toContain('browser browser-1');

  await option(page, 'Unlink');
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await page.getByText('Unlinked by Eva Marková.').waitFor();
});

it('warns of a mail whose sender check failed, and does not tick its address (R-TAB-2)', async () => {
  await journey.receive(
    mailbox,
    aMail({ from: 'Lenka <lenka@example.cz>', verdict: 'failed', subject: 'New account', text: 'Pay here instead.' }),
  );
  const page = await journey.visit('conversations', { refusals: [422] });
  const inList = page.getByRole('link', { name: /New account/ });
  await inList.getByText('sender check failed').waitFor();
  await inList.click();
  await page.getByText('This e‑mail may not be from lenka@example.cz').waitFor();
  await page.getByText('Not linked, because the DMARC check of this e‑mail failed.').waitFor();
  await page.getByRole('button', { name: 'Select existing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Select an existing contact' });
  await dialog.getByRole('combobox').fill('nobody of this name');
  await dialog.getByText('Nothing for “nobody of this name”').waitFor();
  await aContact(journey.workspace, { name: 'Marek Jiný' });

  // what could not be asked is never told as nothing found
  const isAsked = (url: URL) => url.pathname.endsWith('/contacts') && url.searchParams.get('q') === 'marek';
  const error = { code: 'INVALID', message: 'Not now.' };
  await page.route(isAsked, (route) => route.fulfill({ status: 422, json: { error } }));
  await dialog.getByRole('combobox').fill('marek');
  await dialog.getByRole('alert').getByText('Contacts did not load').waitFor();
  expect(await dialog.getByText('Nothing for').count()).toBe(0);
  await page.unroute(isAsked);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('heading', { name: 'Marek Jiný' }).waitFor();
  await expect.poll(() => dialog.getByRole('checkbox', { name: 'lenka@example.cz' }).isChecked()).toBe(false);
  await dialog.getByText('Nothing is added to the card.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('notes what the client says, makes a card of it, fills it in, opens it, and deletes it again (R-TAB-1, R-TAB-2)', async () => {
  await journey.receive(
    webchat,
    aMessage({ from: { kind: 'browser', value: 'browser-2' }, conversation: 'chat-2', text: 'Je tam někdo?' }),
  );
  const page = await journey.visit('conversations');
  await page.getByRole('link', { name: /Je tam někdo/ }).click();
  await note(page, 'Name', 'Milan Host');
  await page.getByRole('heading', { name: 'Talking with Milan Host' }).waitFor();
  await note(page, 'Phone', '602 111 222');
  await page.getByRole('button', { name: 'Add contact' }).click();
  await page.getByRole('status').getByText('Added: Milan Host').waitFor();

  // what is missing reads so, never as an error; a second phone goes beside the first
  const client = page.getByRole('complementary');
  await client.getByText('Gender').waitFor();
  await expect.poll(() => client.getByText('not given').count()).toBeGreaterThanOrEqual(3);
  await client.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('menuitem', { name: 'Phone' }).click();
  await client.getByRole('textbox', { name: /Phone/ }).fill('602 111 223');
  await page.keyboard.press('Enter');
  await client.getByText('602 111 223').waitFor();
  await client.getByText('602 111 222').first().waitFor();

  await option(page, 'Open the contact directory');
  await page.getByRole('heading', { name: 'Milan Host', level: 1 }).waitFor();
  await page.getByRole('button', { name: /^Edit Phone: .*602 111 222/ }).waitFor();
  await page.goBack();

  await option(page, 'Delete from the directory…');
  const dialog = page.getByRole('dialog', { name: 'Delete this card from the directory?' });
  await dialog.getByRole('button', { name: 'Delete card' }).click();
  await page.getByRole('status').getByText('In the bin: Milan Host').waitFor();
  await page.getByRole('heading', { name: 'Unknown client' }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('button', { name: 'Options' }).waitFor();
  await page.getByRole('heading', { name: 'Milan Host', level: 3 }).waitFor();
});

async function option(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function note(page: Page, field: string, value: string): Promise<void> {
  const input = page.getByRole('complementary').getByRole('textbox', { name: field });
  await input.fill(value);
  await input.press('Enter');
}
