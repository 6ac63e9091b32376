import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#contract/contact.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';
import { looksRightInBoth } from './in-both-languages.ts';

let journey: Journey;
let post: MailServer;
let mailbox: LoadedChannel;
let messages: LoadedChannel;
let jana: Contact;
beforeAll(async () => {
  post = await aMailServer();
  journey = await aJourney({ mail: { url: post.url, from: 'Support <support@example.com>' } });
  mailbox = await journey.channel({ kind: 'email', name: 'Support', settings: { own: ['support@example.com'] } });
  messages = await journey.channel({ kind: 'whatsapp', name: 'WhatsApp' });
  jana = await journey.call<Contact>('POST', '/contacts', {
    name: 'Jana Horáková',
    identifiers: [
      { kind: 'email', value: 'jana@example.cz' },
      { kind: 'whatsapp', value: '+420602111222' },
    ],
    attributes: { do_not_contact: 'yes', preferred_channel: 'email' },
  });
  await journey.call('POST', '/contacts', {
    name: 'Petr Dvořák',
    identifiers: [{ kind: 'email', value: 'petr@example.cz' }],
  });
  await journey.call('POST', '/templates', {
    folder: '',
    name: 'Greeting',
    shortcut: null,
    texts: { en: 'Good morning {{client.name}},' },
  });
}, 60_000);
afterEach(() => journey.leave());
afterAll(async () => {
  await journey.close();
  await post.close();
});

const dialogOf = (page: Page) => page.getByRole('dialog');

it('begins from the card by keyboard, warned that the client is not to be contacted; the mail leaves and its answer comes back into it (R-DIR-10)', async () => {
  await journey.call('PATCH', '/me/settings', { mailDelay: 0 });
  const page = await journey.visit(`contacts/${jana.id}`);
  await page.getByText('Do not contact').first().waitFor();
  await page.getByRole('heading', { name: 'Jana Horáková', level: 1 }).waitFor();
  await page.keyboard.press('b');
  const dialog = dialogOf(page);
  await dialog.getByText('This client is not to be contacted').waitFor();
  const to = dialog.getByRole('combobox', { name: 'To' });
  expect(await to.evaluate((field: HTMLSelectElement) => field.selectedOptions[0]?.text)).toMatch(
    /jana@example\.cz, preferred$/,
  );
  await dialog.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('menuitem', { name: 'Greeting' }).click();
  const text = dialog.getByRole('textbox', { name: 'Message' });
  await expect.poll(() => text.inputValue()).toBe('Good morning Jana Horáková,');
  await text.press('End');
  await text.pressSequentially(' your meter was read ');
  await dialog.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('searchbox', { name: 'Search emoji' }).fill('thumbs up');
  await page.getByRole('gridcell', { name: 'thumbs up' }).first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => text.inputValue()).toMatch(/^Good morning Jana Horáková, your meter was read 👍/u);
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Your meter');
  await expect.poll(() => dialog.getByRole('button', { name: /^Send/ }).isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: 'I mean it, send it all the same' }).check();
  await page.keyboard.press('Control+Enter');

  await page.getByRole('log').getByText('your meter was read 👍', { exact: false }).waitFor();
  await page.getByRole('log').getByText('sent', { exact: true }).waitFor({ timeout: 25_000 });
  const mail = post.mails.at(-1);
  expect(mail).toMatchObject({ subject: 'Your meter', to: [{ address: 'jana@example.cz' }] });
  const references = [mail?.messageId?.replace(/[<>]/gu, '') ?? ''];
  const from = 'Jana Horáková <jana@example.cz>';
  const answer = aMail({
    from,
    references,
    subject: 'Re: Your meter',
    text: 'Thank you kindly',
    at: new Date().toISOString(),
  });
  await journey.receive(mailbox, answer);
  await page.getByRole('log').getByText('Thank you kindly').waitFor();

  // the answer to it quotes it below, unless that is switched off; the history shows what is new
  const field = page.getByRole('textbox', { name: 'Reply' });
  await page.getByText('The mail that you answer').click();
  await page.getByText('> Thank you kindly').waitFor();
  await field.fill('You are welcome');
  await field.press('Control+Enter');
  await expect
    .poll(() => post.mails.at(-1)?.text, { timeout: 25_000 })
    .toMatch(/^You are welcome\n\nOn .+, Jana Horáková <jana@example\.cz> wrote:\n> Thank you kindly/);
  await page.getByRole('log').getByText('You are welcome').waitFor();
  expect(await page.getByRole('log').getByText('> Thank you kindly').count()).toBe(0);
});

it('begins from a row of the directory by its key, and takes it back; from the history it goes on where it was left', async () => {
  await journey.call('PATCH', '/me/settings', { mailDelay: 30 });
  const page = await journey.visit('contacts?q=petr');
  await page.getByRole('row', { name: /Petr Dvořák/ }).waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('b');
  let dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: 'Message' }).fill('We come on Monday.');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'History' }).waitFor();
  await page.getByRole('region', { name: 'History' }).getByRole('button', { name: 'Write…' }).click();
  dialog = dialogOf(page);
  expect(await dialog.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('We come on Monday.');
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Visit');
  await dialog.getByRole('button', { name: /^Send/ }).click();
  await page.getByRole('status').getByText('Conversation begun: Petr Dvořák').waitFor();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('took a reply back', { exact: false }).first().waitFor();
  await expect.poll(() => page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('We come on Monday.');
  expect(post.mails.filter(({ subject }) => subject === 'Visit')).toEqual([]);
});

it('merges two conversations of one client by keyboard, seen beforehand, and parts them again (R-HIS-8)', async () => {
  const at = new Date().toISOString();
  const from = { kind: 'whatsapp' as const, value: '+420602111222', name: 'Jana' };
  const [chat] = await journey.receive(messages, aMessage({ from, text: 'I also write here', at }));
  const list = await journey.call<{ items: { id: string; subject: string | null }[] }>(
    'GET',
    `/conversations?contact=${jana.id}`,
  );
  const mail = list.items.find(({ subject }) => subject === 'Your meter');
  await journey.call('POST', `/conversations/${chat?.conversationId}/accept`, {});
  const page = await journey.visit(`conversations/${mail?.id}`);
  await page.getByText('The same client elsewhere').first().waitFor();
  await page.getByRole('button', { name: 'Merge…' }).first().click();
  const dialog = dialogOf(page);
  await dialog.getByText('You answer in', { exact: false }).waitFor();
  await dialog.getByText('I also write here').waitFor();
  const into = (channel: string) => dialog.getByRole('button', { name: `Merge into ${channel}`, disabled: false });
  await page.keyboard.press('s');
  await into('WhatsApp').waitFor();
  await page.keyboard.press('1');
  await into('E‑mail').waitFor();
  await page.keyboard.press('2');
  await into('WhatsApp').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Conversations merged').waitFor();
  await page.waitForURL(`**/conversations/${chat?.conversationId}**`);
  const log = page.getByRole('log');
  await log.getByText('Thank you kindly').first().waitFor();
  await log.getByText('I also write here').waitFor();
  const via = page.getByRole('combobox', { name: 'Answer in' });
  await expect.poll(() => via.evaluate((field: HTMLSelectElement) => field.selectedOptions[0]?.text)).toBe('WhatsApp');
  await via.selectOption('E‑mail');
  await page.getByText('The mail that you answer').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => log.getByText('Thank you kindly').count()).toBe(0);
  await via.waitFor({ state: 'detached' });
  await page.getByText('The same client elsewhere').first().waitFor();
});

looksRightInBoth(() => journey, {
  'writing to a client who is not to be contacted': {
    at: 'contacts?q=jana',
    ready: ['Contact directory', 'Adresář kontaktů'],
    wordy: true,
    way: async (page) => {
      await page.getByRole('row', { name: /Jana Horáková/ }).waitFor();
      await page.getByRole('grid').focus();
      await page.keyboard.press('b');
      await dialogOf(page).getByRole('alert').waitFor();
    },
  },
  'two conversations side by side': {
    at: 'contacts?q=jana',
    ready: ['Contact directory', 'Adresář kontaktů'],
    wordy: true,
    way: async (page) => {
      await page.getByRole('link', { name: /Jana Horáková/ }).click();
      await page
        .getByRole('button', { name: /I also write here|Thank you kindly|Your meter/ })
        .first()
        .click();
      await page
        .getByRole('button', { name: /^(Merge|Sloučit)…$/ })
        .last()
        .click();
      await dialogOf(page).getByRole('listitem').getByRole('button').first().click();
      await dialogOf(page)
        .getByText(/^(How it will read|Jak se bude číst)$/)
        .waitFor();
    },
  },
  'the emoji': {
    at: 'contacts?q=petr',
    ready: ['Contact directory', 'Adresář kontaktů'],
    way: async (page) => {
      await page.getByRole('row', { name: /Petr Dvořák/ }).waitFor();
      await page.getByRole('grid').focus();
      await page.keyboard.press('b');
      await dialogOf(page).getByRole('button', { name: 'Emoji' }).click();
      await page.getByRole('gridcell').first().waitFor();
    },
  },
});
