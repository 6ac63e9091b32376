import { channels, colleagues, company, mailHost } from './company.ts';
import type { DemoFile, Mail, Person, Thread } from './tell.ts';

/** One mail of a thread in its place: what was before it, and when it was sent. */
export interface PlacedMail {
  thread: Thread;
  mail: Mail;
  /** Its place in the thread. */
  n: number;
  at: Date;
  before: { mail: Mail; at: Date }[];
}

/** The Message-ID of a mail of the demo, without angle brackets. */
function messageId(threadId: string, n: number): string {
  return `${threadId}.${n}@mail.bystrina.example`;
}

/** Writes a mail as it arrives at a mail server: header, MIME parts (RFC 5322, 2045 to 2047), all of it bytes. */
export function writeMail(placed: PlacedMail): Uint8Array {
  const { mail } = placed;
  const header = mail.bounced === undefined ? letterHeader(placed) : bounceHeader(placed);
  const body = mail.bounced === undefined ? letterBody(placed) : bounceBody(placed, mail.bounced);
  const lines = Object.entries({ ...header, 'MIME-Version': '1.0', ...mail.header }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return Buffer.from(`${lines.join('\r\n')}\r\n${body}`, 'utf8');
}

function letterHeader(placed: PlacedMail): Record<string, string> {
  const { thread, mail, n, at, before } = placed;
  const ours = { name: company.name, email: channels[thread.on].account };
  const from =
    typeof mail.from === 'string'
      ? { name: `${colleagues[mail.from].name}, ${company.name}`, email: ours.email }
      : mail.from;
  const client = before.map((one) => one.mail.from).find((one) => typeof one !== 'string');
  const to = mail.to ?? (typeof mail.from === 'string' ? (client ? [client] : []) : [ours]);
  const refs =
    mail.answers === null
      ? []
      : mail.answers
        ? [messageId(mail.answers, 0)]
        : before.map((_, place) => messageId(thread.id, place));
  return {
    ...checked(mail, from),
    From: address(from),
    To: to.map(address).join(', '),
    ...(mail.cc && { Cc: mail.cc.map(address).join(', ') }),
    ...(mail.replyTo && { 'Reply-To': address(mail.replyTo) }),
    Subject: words(n > 0 || mail.answers ? `Re: ${thread.subject}` : thread.subject),
    Date: at.toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${messageId(thread.id, n)}>`,
    ...(refs.length > 0 && {
      'In-Reply-To': `<${refs.at(-1)}>`,
      References: refs.map((ref) => `<${ref}>`).join('\r\n '),
    }),
  };
}

/** What the company's own server writes on top (RFC 8601). */
function checked(mail: Mail, from: Person): Record<string, string> {
  const { check = 'passed' } = mail;
  if (check === 'none' || typeof mail.from === 'string') return {};
  const domain = from.email?.split('@')[1] ?? 'example.com';
  const results =
    check === 'passed'
      ? `dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}`
      : `spf=fail smtp.mailfrom=${domain}; dmarc=fail header.from=${domain}`;
  return { 'Authentication-Results': `${mailHost}; ${results}` };
}

function letterBody(placed: PlacedMail): string {
  const { mail } = placed;
  const text = part('text/plain', `${mail.text}${signature(mail)}${quoted(placed)}`);
  const written = mail.html ? multipart('alternative', 'a', [text, part('text/html', mail.html)]) : text;
  return mail.files ? multipart('mixed', 'm', [written, ...mail.files.map(attached)]) : written;
}

function signature(mail: Mail): string {
  if (typeof mail.from !== 'string') return '';
  return `\n\n-- \n${colleagues[mail.from].name}\n${company.name}, byty a energie`;
}

/** The mail before, as mail programs quote it. */
function quoted({ before, mail }: PlacedMail): string {
  const last = before.at(-1);
  if (!last || mail.answers !== undefined || last.mail.bounced !== undefined) return '';
  const { from } = last.mail;
  const { name } = typeof from === 'string' ? colleagues[from] : from;
  const day = last.at.toISOString().slice(0, 10);
  return `\n\nOn ${day}, ${name} wrote:\n${last.mail.text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}`;
}

function bounceHeader({ thread, n, at }: PlacedMail): Record<string, string> {
  return {
    'Return-Path': '<>',
    From: 'Mail Delivery System <mailer-daemon@mx.example.com>',
    To: channels[thread.on].account,
    Subject: 'Undelivered Mail Returned to Sender',
    Date: at.toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${messageId(thread.id, n)}>`,
    'Auto-Submitted': 'auto-replied',
  };
}

function bounceBody({ thread, n }: PlacedMail, recipient: string): string {
  const status = `Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n`;
  const returned = `Message-ID: <${messageId(thread.id, n - 1)}>\r\nFrom: ${channels[thread.on].account}\r\nTo: ${recipient}\r\n`;
  const text = `This is the mail system at mx.example.com.\n\nYour message could not be delivered to ${recipient}: there is no such mailbox here.`;
  return multipart('report; report-type=delivery-status', 'r', [
    part('text/plain', text),
    `Content-Type: message/delivery-status\r\n\r\n${status}`,
    `Content-Type: text/rfc822-headers\r\n\r\n${returned}`,
  ]);
}

function multipart(kind: string, mark: string, parts: string[]): string {
  const boundary = `=_bystrina_${mark}`;
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('')}--${boundary}--\r\n`;
}

function part(type: string, text: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(Buffer.from(text, 'utf8'))}`;
}

function attached({ name, type, make }: DemoFile): string {
  return `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(make())}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
}

function address({ name, email }: Person): string {
  return `${words(name)} <${email}>`;
}

/** A text for a header: as it is, or in encoded words (RFC 2047), each short enough for a line. */
function words(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return /[,<>@"]/.test(text) ? `"${text.replaceAll('"', '')}"` : text;
  const pieces = text.match(/.{1,18}/gu) ?? [];
  return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece, 'utf8').toString('base64')}?=`).join('\r\n ');
}
