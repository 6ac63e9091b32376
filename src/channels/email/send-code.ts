import { createTransport } from 'nodemailer';
import type { CodeSender } from '#domain/conversations/code-sender.ts';
import { codeMail } from './code-mail.ts';

/** Milliseconds that the mail server may take for each step, and for all of it: an operator waits. */
const patience = { step: 5_000, all: 8_000 };

/**
 * Sends codes through a mail server.
 * @param url `smtp://user:password@host:587` (STARTTLS; required where there is a password) or `smtps://user:password@host:465`.
 * @param from the address that the mails come from, as `Example <desk@example.com>`.
 */
export function openCodeSender({ url, from }: { url: string; from: string }): CodeSender & { close(): void } {
  const { protocol, hostname: host, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  const transport = createTransport({
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(auth && { auth, requireTLS: true }),
    connectionTimeout: patience.step,
    dnsTimeout: patience.step,
    greetingTimeout: patience.step,
    socketTimeout: patience.step,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { subject, text } = codeMail(mail);
      const headers = { 'auto-submitted': 'auto-generated' }; // RFC 3834: no out-of-office answers
      const sending = transport.sendMail({ from, to: { name: '', address: mail.to }, subject, text, headers });
      try {
        await inTime(sending);
      } catch (error) {
        throw new Error(reasonOf(error), { cause: error });
      }
    },
    close: () => transport.close(),
  };
}

async function inTime(sending: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), patience.all);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
    sending.catch(() => {}); // heard above, or given up
  }
}

/** Why the mail was not taken: without what the server quotes of it. */
function reasonOf(error: unknown): string {
  const { code = '', responseCode, message } = error as { code?: string; responseCode?: number; message: string };
  if (code === 'EENVELOPE') return `the mail server refused the address (${responseCode ?? 'no code'}).`;
  if (code === 'EAUTH') return 'the mail server refused the name or password of VIZITKA_SMTP_URL.';
  if (['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS'].includes(code))
    return `the mail server of VIZITKA_SMTP_URL cannot be used (${message}).`;
  return `the mail server did not take it (${responseCode ?? message}).`;
}
