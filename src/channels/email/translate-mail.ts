import { htmlToText } from '#channels/html/html-to-text.ts';
import { sanitizeHtml } from '#channels/html/sanitize-html.ts';
import {
  type Attachment,
  type IncomingMessage,
  incomingLimits,
  type MailFacts,
  type MessageParticipant,
  type SenderIdentity,
} from '#contract/incoming-message.ts';
import { readVerdict } from './authentication-results.ts';
import { readAutomatic } from './automatic-mail.ts';
import { cleanFileName, cleanLine, cleanText } from './clean-text.ts';
import { canonicalAddress, readParticipants, readSender } from './mail-addresses.ts';
import { mailDate } from './mail-date.ts';
import { decodedHeader } from './mail-headers.ts';
import { mailId } from './mail-id.ts';
import { mailLimits } from './mail-limits.ts';
import { readMessageIds } from './message-ids.ts';
import { newText } from './new-text.ts';
import type { ParsedMail, ReadMailOptions, ReadMailResult } from './parsed-mail.ts';
import { holdsStatus, readBounce } from './read-bounce.ts';

/**
 * A parsed mail as the message that the intake takes: who, when, what, and the facts that only mail has. `cheap` leaves
 * out the split of quotations, for mails that were too much for a whole reading.
 */
export function translateMail(
  mail: ParsedMail,
  options: ReadMailOptions,
  effort: 'full' | 'cheap' = 'full',
): ReadMailResult {
  const { headers } = mail;
  const warnings = [...mail.warnings];
  const { text, html } = readBody(mail, warnings);
  const sender = readSender(headers);
  const verdict = readVerdict(headers, sender.readable ? sender.value : null, options.authservIds);
  const from: SenderIdentity = {
    kind: 'email',
    value: sender.value,
    ...(sender.name && { name: sender.name }),
    trust: verdict.verdict === 'aligned' ? 'channel' : 'network',
  };
  const { participants, left } = readParticipants(headers);
  if (left > 0) warnings.push(`The mail names more than ${mailLimits.addresses} addresses; ${left} were left out.`);
  const date = mailDate(headers, options.now);
  if (date.from === 'now')
    warnings.push('The mail says no time that can be read; the time of its arrival stands for it.');
  const subject = cleanLine(decodedHeader(headers, 'subject') ?? '', 10_000);
  const item: IncomingMessage = {
    id: mailId(mail),
    at: date.at.toISOString(),
    type: 'message',
    ...readDirection(from, participants, options.ownAddresses),
    from,
    participants,
    ...(subject && { subject }),
    ...(text && { text }),
    ...(html && { html }),
    attachments: readAttachments(mail, warnings),
  };
  const fresh = effort === 'full' ? newText(text) : text;
  return { message: { item, mail: readFacts(mail, verdict, text) }, newText: fresh, warnings };
}

function readBody(mail: ParsedMail, warnings: string[]): { text: string; html: string } {
  if (mail.html.length > mailLimits.html)
    warnings.push(`The HTML was cut to ${mailLimits.html / 1_000_000} million characters.`);
  const html = mail.html
    ? sanitizeHtml(cleanText(mail.html, mailLimits.html)).slice(0, incomingLimits.html).toWellFormed()
    : '';
  const plain = mail.text.trim() === '' && html ? htmlToText(html) : mail.text;
  if (plain.length > incomingLimits.text) warnings.push(`The text was cut to ${incomingLimits.text} characters.`);
  return { text: cleanText(plain, incomingLimits.text).replace(/^\n+/, '').trimEnd(), html };
}

/** A mail from an own mailbox went out, to the first To (else Cc) that is not own; when all are, to the first there is. */
function readDirection(
  from: SenderIdentity,
  participants: MessageParticipant[],
  ownAddresses: string[],
): Pick<IncomingMessage, 'direction' | 'client'> {
  const own = new Set(ownAddresses.map(canonicalAddress));
  if (!own.has(canonicalAddress(from.value))) return { direction: 'in' };
  const to = participants.filter(({ role }) => role === 'to' || role === 'cc');
  const client = to.find(({ value }) => !own.has(canonicalAddress(value))) ?? to[0] ?? from;
  return {
    direction: 'out',
    client: { kind: 'email', value: client.value, ...(client.name && { name: client.name }) },
  };
}

function readAttachments({ attachments }: ParsedMail, warnings: string[]): Attachment[] {
  if (attachments.length > mailLimits.parts)
    warnings.push(`The mail has more than ${mailLimits.parts} parts; the rest was left out.`);
  return attachments.slice(0, mailLimits.parts).map(({ name, type, content }, place) => ({
    name: cleanFileName(name, place + 1, type),
    type: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.slice(0, 200) : 'application/octet-stream',
    size: content.byteLength,
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64'),
  }));
}

function readFacts(mail: ParsedMail, verdict: Pick<MailFacts, 'verdict' | 'authenticatedBy'>, text: string): MailFacts {
  const contents = (types: RegExp) =>
    mail.attachments.filter(({ type }) => types.test(type)).map(({ content }) => Buffer.from(content));
  const statuses = contents(/^message\/(global-)?delivery-status$/).map((content) =>
    content.toString('utf8', 0, 200_000),
  );
  const automatic = readAutomatic(mail.headers, statuses.length > 0 || holdsStatus(text));
  const facts: MailFacts = { ...readMessageIds(mail.headers), ...verdict, automatic };
  if (automatic !== 'bounce') return facts;
  const [returned = null] = contents(/^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/);
  return {
    ...facts,
    bounce: readBounce({
      headers: mail.headers,
      text,
      statuses,
      returned: returned?.toString('latin1', 0, 200_000) ?? null,
    }),
  };
}
