import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMailServer, type MailServer } from '#test/support/mail-server.ts';
import { openInvitationSender } from './send-invitation.ts';

let server: MailServer;
beforeAll(async () => {
  server = await aMailServer();
});
afterAll(() => server.close());

const link = 'https://desk.example.cz/set-password?token=abc&email=nora%40example.cz';
const mail = { to: 'nora@example.cz', name: 'Nora', by: 'Eva Marková', company: 'Zelená energie', link } as const;

test('an invitation leaves as a mail in the language of the new operator, with the link whole', async () => {
  const sender = openInvitationSender({ url: server.url, from: 'Zelená energie <desk@example.cz>' });
  await sender.send({ ...mail, language: 'cs' });
  await sender.send({ ...mail, language: 'en', by: null, company: 'Example\r\nBcc: eve@example.com' });
  sender.close();
  const [cs, en] = server.mails;
  expect(cs).toMatchObject({
    subject: 'Váš vstup do Vizitky: Zelená energie',
    envelope: { from: 'desk@example.cz', to: ['nora@example.cz'] },
  });
  for (const sent of [cs, en]) expect(sent?.text).toContain(link);
  expect(cs?.text).toContain('Zve vás Eva Marková.');
  expect(en?.subject).toBe('Your way into Vizitka of Example Bcc: eve@example.com');
  expect(en?.envelope.to).toEqual(['nora@example.cz']);
});

test('one that is not taken says why', async () => {
  const sender = openInvitationSender({ url: server.url, from: 'desk@example.cz' });
  const sending = sender.send({ ...mail, language: 'cs', to: 'refused@example.cz' });
  await expect(sending).rejects.toThrow('refused the address (550)');
  sender.close();
});
