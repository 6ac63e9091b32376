import type { CodeSender } from '#domain/conversations/code-sender.ts';
import { codeMail } from './code-mail.ts';
import { inTime, openMailTransport, reasonOf } from './mail-transport.ts';

/** Milliseconds that the mail server may take for each step, and for all of it: an operator waits. */
const patience = { step: 5_000, all: 8_000 };

/**
 * Sends codes through a mail server.
 * @param url `smtp://user:password@host:587` (STARTTLS; required where there is a password) or `smtps://user:password@host:465`.
 * @param from the address that the mails come from, as `Example <desk@example.com>`.
 */
export function openCodeSender({ url, from }: { url: string; from: string }): CodeSender & { close(): void } {
  const transport = openMailTransport(url, patience.step);
  return {
    async send(mail) {
      const { subject, text } = codeMail(mail);
      const headers = { 'auto-submitted': 'auto-generated' }; // RFC 3834: no out-of-office answers
      const sending = transport.sendMail({ from, to: { name: '', address: mail.to }, subject, text, headers });
      try {
        await inTime(sending, patience.all);
      } catch (error) {
        throw new Error(reasonOf(error), { cause: error });
      }
    },
    close: () => transport.close(),
  };
}
