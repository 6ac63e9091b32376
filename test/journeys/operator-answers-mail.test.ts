import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aJourney, type Journey } from '#test/support/journey.ts';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { aMail } from '#test/support/message-factory.ts';

let journey: Journey;
let post: MailServer;
let mailbox: LoadedChannel;
beforeAll(async () => {
  post = await aMailServer();
  journey = await aJourney({ mail: { url: post.url, from: 'Support <support@example.com>' } });
  mailbox = await journey.channel({ kind: 'email', name: 'Info mailbox', settings: { own: ['support@example.com'] } });
});
afterEach(() => journey.leave());
afterAll(async () => {
  await journey.close();
  await post.close();
});

it('shows to whom a mail goes, takes a reply back into the field while it waits, and sends the better one once', async () => {
  const [mail] = await journey.receive(
    mailbox,
    aMail({
      at: new Date().toISOString(),
      from: 'Jana Nová <jana@example.cz>',
      cc: ['Petr <petr@example.cz>'],
      subject: 'Deposit',
      text: 'Hello',
    }),
  );
  await journey.call('POST', `/conversations/${mail?.conversationId}/accept`, {});
  const page = await journey.visit(`conversations/${mail?.conversationId}`);
  const composer = page.getByRole('region', { name: 'Reply to', exact: false });
  await composer.getByText('Jana Nová <jana@example.cz>', { exact: true }).waitFor();
  await composer.getByText('Petr <petr@example.cz>').waitFor();

  const field = page.getByRole('textbox', { name: 'Reply' });
  await field.fill('It stays.');
  await page
    .getByLabel('Attach files')
    .last()
    .setInputFiles({
      name: 'plan.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('1 450 a month'),
    });
  await field.press('Control+Enter');
  await page.getByRole('log').getByText('goes out in', { exact: false }).waitFor();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Eva Marková took a reply back', { exact: false }).waitFor();
  await expect.poll(() => field.inputValue()).toBe('It stays.');
  await composer.getByText('plan.txt').waitFor();

  await field.fill('It stays as it is.');
  await field.press('Control+Enter');
  await page.getByRole('log').getByText('sent', { exact: true }).waitFor({ timeout: 25_000 });
  expect(
    post.mails.map(({ text, attachments }) => [text?.split('\n')[0], attachments.map((one) => one.filename)]),
  ).toEqual([['It stays as it is.', ['plan.txt']]]);
  expect(post.mails[0]?.envelope.to).toEqual(['jana@example.cz', 'petr@example.cz']);
});

it('says that a mail was not delivered, and tries again', async () => {
  const from = 'Refused <refused@example.cz>';
  const [mail] = await journey.receive(mailbox, aMail({ at: new Date().toISOString(), from, text: 'Hello' }));
  await journey.call('POST', `/conversations/${mail?.conversationId}/accept`, {});
  const page = await journey.visit(`conversations/${mail?.conversationId}`);
  await page.getByRole('textbox', { name: 'Reply' }).fill('Good morning.');
  await page.getByRole('button', { name: 'Send', exact: false }).click();
  const log = page.getByRole('log');
  await log.getByText('not delivered', { exact: false }).waitFor({ timeout: 25_000 });
  await log.getByRole('button', { name: 'Try again' }).click();
  await log.getByText('not delivered', { exact: false }).waitFor({ state: 'detached' });
  await log.getByText('not delivered', { exact: false }).waitFor({ timeout: 15_000 });
});
