import type { InvitationSender } from '#domain/operators/invitation-sender.ts';
import { invitationMail } from './invitation-mail.ts';
import { inTime, openMailTransport, reasonOf } from './mail-transport.ts';

/** Milliseconds that the mail server may take for each step, and for all of it: an administrator waits. */
const patience = { step: 5_000, all: 8_000 };

/**
 * Sends invitations to new operators through a mail server.
 * @param url `smtp://user:password@host:587` (STARTTLS; required where there is a password) or `smtps://user:password@host:465`.
 * @param from the address that the mails come from, as `Example <desk@example.com>`.
 */
export function openInvitationSender({
  url,
  from,
}: {
  url: string;
  from: string;
}): InvitationSender & { close(): void } {
  const transport = openMailTransport(url, patience.step);
  return {
    async send(mail) {
      const { subject, text } = invitationMail(mail);
      const headers = { 'auto-submitted': 'auto-generated' }; // RFC 3834: no out-of-office answers
      const to = { name: mail.name, address: mail.to };
      try {
        await inTime(transport.sendMail({ from, to, subject, text, headers }), patience.all);
      } catch (error) {
        throw new Error(reasonOf(error), { cause: error });
      }
    },
    close: () => transport.close(),
  };
}
