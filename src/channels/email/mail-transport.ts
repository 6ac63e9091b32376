import { createTransport } from 'nodemailer';

/**
 * A connection to a mail server, opened when something is sent.
 * @param url `smtp://user:password@host:587` (STARTTLS; required where there is a password) or `smtps://user:password@host:465`.
 * @param patience milliseconds that the server may take for each step.
 */
export function openMailTransport(url: string, patience: number) {
  const { protocol, hostname: host, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  return createTransport({
    host,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(auth && { auth, requireTLS: true }),
    connectionTimeout: patience,
    dnsTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Waits for a sending, but so many milliseconds at most. */
export async function inTime<Sent>(sending: Promise<Sent>, patience: number): Promise<Sent> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), patience);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
    sending.catch(() => {}); // heard above, or given up
  }
}

/** Why a mail was not taken: without what the server quotes of it. */
export function reasonOf(error: unknown): string {
  const { code = '', responseCode, message } = error as { code?: string; responseCode?: number; message: string };
  if (code === 'EENVELOPE') return `the mail server refused the address (${responseCode ?? 'no code'}).`;
  if (code === 'EAUTH') return 'the mail server refused the name or password of VIZITKA_SMTP_URL.';
  if (['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS'].includes(code))
    return `the mail server of VIZITKA_SMTP_URL cannot be used (${message}).`;
  return `the mail server did not take it (${responseCode ?? message}).`;
}
