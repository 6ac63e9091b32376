import { createHash } from 'node:crypto';
import { headerValue } from './mail-headers.ts';
import type { ParsedMail } from './parsed-mail.ts';

/**
 * The id that makes a mail once: SHA-256 (hex) over Message-ID, Date, From and the decoded body. Message-IDs repeat and lack
 * in real mail, so they alone are not enough. Decoded, because the same mail from a server and from an mbox file differs in
 * line ends, transfer encodings and the `>` that mbox writers put before "From ".
 */
export function mailId({ headers, text, html, attachments }: ParsedMail): string {
  const hash = createHash('sha256');
  for (const name of ['message-id', 'date', 'from'])
    hash.update(`${name}:${plain(headerValue(headers, name) ?? '')}\n`);
  for (const body of [text, html]) hash.update(`${body.length > 0}:${asSent(body)}\n`);
  for (const { content } of attachments) hash.update(createHash('sha256').update(content).digest());
  return hash.digest('hex');
}

function plain(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function asSent(body: string): string {
  return body
    .replace(/\r\n?/g, '\n')
    .replace(/^>+From /gm, 'From ')
    .trimEnd();
}
