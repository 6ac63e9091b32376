import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { openCodeSender } from './send-code.ts';

let server: MailServer;
beforeAll(async () => {
  server = await aMailServer();
});
afterAll(() => server.close());

const mail = { to: 'jana@example.cz', code: '042917', company: 'Zelená energie', language: 'cs', minutes: 10 } as const;

test('a code leaves as a mail in the company’s language, that asks for no answer', async () => {
  const sender = openCodeSender({ url: server.url, from: 'Zelená energie <desk@example.cz>' });
  await sender.send(mail);
  await sender.send({ ...mail, language: 'en' });
  sender.close();
  const [cs, en] = server.mails;
  expect(cs).toMatchObject({
    subject: '042917 je váš kód pro Zelená energie',
    from: { name: 'Zelená energie', address: 'desk@example.cz' },
    envelope: { from: 'desk@example.cz', to: ['jana@example.cz'] },
  });
  expect(cs?.text).toContain('Váš kód je 042917.');
  expect(cs?.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  expect(en?.text).toContain('Your code is 042917.');
});

test('a mail that is not taken says why, and what to look at', async () => {
  const sender = openCodeSender({ url: server.url, from: 'desk@example.cz' });
  await expect(sender.send({ ...mail, to: 'refused@example.cz' })).rejects.toThrow('refused the address (550)');
  sender.close();
  const nowhere = openCodeSender({ url: 'smtp://127.0.0.1:1', from: 'desk@example.cz' });
  await expect(nowhere.send(mail)).rejects.toThrow('VIZITKA_SMTP_URL cannot be used');
  nowhere.close();
});

test('a name that is a header of its own stays within the subject', async () => {
  const sender = openCodeSender({ url: server.url, from: 'desk@example.cz' });
  await sender.send({ ...mail, company: 'Example\r\nBcc: eve@example.com' });
  sender.close();
  expect(server.mails.at(-1)?.subject).toBe('042917 je váš kód pro Example Bcc: eve@example.com');
  expect(server.mails.at(-1)?.envelope.to).toEqual(['jana@example.cz']);
});
