import type { MailBounce } from '#contract/incoming-message.ts';
import { failureKind } from './bounce-permanence.ts';
import { cleanLine } from './clean-text.ts';
import { canonicalAddress, readAddresses } from './mail-addresses.ts';
import { headerValue, headerValues, type MailHeader } from './mail-headers.ts';
import { idsOf } from './message-ids.ts';

type Recipient = MailBounce['recipients'][number];

/** What of a delivery failure is read: its own header and words, its message/delivery-status parts, the mail it returns. */
export interface BounceParts {
  headers: MailHeader[];
  text: string;
  statuses: string[];
  returned: string | null;
}

const mostRecipients = 1_000;
const returnedBegins =
  /^[ \t>]*(-{2,}.*(original|returned|copy|header|unsent|below|message follows)|_{3,}|below this line|received: |the original message|return-path: |original message headers|\|-+ *message text)/im;

/**
 * Whom a delivery failure is about: from its delivery status (RFC 3464), where a server wrote only words from these
 * (Postfix, Exim, qmail, Gmail and their likes). Deliveries that succeeded are left out. `permanent` is explained at `failureKind`.
 */
export function readBounce(parts: BounceParts): MailBounce {
  const recipients = new Map<string, Recipient>();
  const stated = [...parts.statuses, holdsStatus(parts.text) ? parts.text : ''].flatMap((status) =>
    statedRecipients(status, parts.text),
  );
  const named = stated.length > 0 ? stated : wordedRecipients(parts);
  for (const recipient of named.length > 0 ? named : returnedRecipient(parts)) {
    const key = canonicalAddress(recipient.address);
    if (!recipients.has(key)) recipients.set(key, recipient);
  }
  const failed = [...recipients.values()].filter(({ status }) => !status?.startsWith('2.'));
  return { recipients: failed.slice(0, mostRecipients), originalMessageId: originalMessageId(parts) };
}

/** Whether a delivery status stands in the words themselves, as when a mail lost its parts on the way. */
export function holdsStatus(text: string): boolean {
  return /^(final|original)-recipient:/im.test(text.slice(0, 200_000));
}

/** RFC 3464 2.1: groups of fields divided by blank lines, the first about the report, each other about one recipient. */
function statedRecipients(status: string, text: string): Recipient[] {
  return status.split(/\n[ \t\r]*\n/).flatMap((group) => {
    const fields = new Map<string, string>();
    for (const line of group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value ?? '');
    }
    const address = ['original-recipient', 'final-recipient', 'x-actual-recipient']
      .map((name) => typedAddress(fields.get(name) ?? ''))
      .find((found) => found !== null);
    const action = fields.get('action')?.trim().toLowerCase().split(/[\s(]/)[0] ?? '';
    if (!address || ['delivered', 'relayed', 'expanded'].includes(action)) return [];
    const diagnostic = cleanLine(fields.get('diagnostic-code')?.replace(/^\s*[\w-]+\s*;\s*/, '') ?? '', 2_000) || null;
    const words = diagnostic ?? aboutAddress(text, address);
    return [{ address, ...failureKind(fields.get('status') ?? null, words, action === 'delayed'), diagnostic: words }];
  });
}

/** The paragraph of the words in which an address stands, for a status without a diagnostic. */
function aboutAddress(text: string, address: string): string | null {
  const paragraphs = text.slice(0, 20_000).split(/\n\s*\n/);
  const last = paragraphs.filter((paragraph) => paragraph.includes(address) && !holdsStatus(paragraph)).at(-1);
  return last ? cleanLine(last, 2_000) : null;
}

/** RFC 3464 2.3.1: `rfc822;jana@example.com`; `utf-8;` per RFC 6533. Local names without a domain say nothing. */
function typedAddress(value: string): string | null {
  const written = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value;
  return readAddresses(written.replace(/"(?=[^"]*$)|^\s*"/g, ''))[0]?.value ?? null;
}

const entryLine =
  /^\s*(?:\d{3}\s+)?<?([^\s<>()@",;:]+@[a-z0-9_.-]+\.[a-z0-9-]+)>?(?:\s*\([^()]*\))?\s*(?::(.*)|\.{3}(.*)|)$/i;

/** Plain words: an address on a line of its own or before a colon, and what is said about it below. */
function wordedRecipients({ headers, text }: BounceParts): Recipient[] {
  const own = text.slice(0, 100_000);
  const end = returnedBegins.exec(own)?.index ?? own.length;
  const said = own.slice(0, end || own.length);
  const entries: { address: string; words: string[] }[] = [];
  for (const line of said.split('\n')) {
    const found = line.length < 1_000 ? entryLine.exec(line) : null;
    if (found) entries.push({ address: found[1] ?? '', words: [found[2] ?? found[3] ?? ''] });
    else entries.at(-1)?.words.push(line);
  }
  const announced = headerValues(headers, 'x-failed-recipients').flatMap(readAddresses);
  const sender = canonicalAddress(readAddresses(headerValue(headers, 'from') ?? '')[0]?.value ?? '');
  const listed = announced.length > 0 ? announced.map(({ value }) => value) : entries.map(({ address }) => address);
  const named = listed.length > 0 ? listed : inSentence(said, headers);
  return named
    .filter((address) => canonicalAddress(address) !== sender)
    .map((address) => {
      const entry = entries.find((one) => canonicalAddress(one.address) === canonicalAddress(address));
      const words = cleanLine(entry?.words.join(' ') ?? '', 2_000) || cleanLine(said, 2_000);
      return { address, ...failureKind(null, words, isDelay(said)), diagnostic: words || null };
    });
}

/** "Your message to jana@example.com couldn't be delivered": the only address that the words name and the header does not. */
function inSentence(said: string, headers: MailHeader[]): string[] {
  const known = new Set(
    ['from', 'to', 'cc']
      .flatMap((name) => headerValues(headers, name))
      .flatMap(readAddresses)
      .map(({ value }) => canonicalAddress(value)),
  );
  const lines = said
    .slice(0, 10_000)
    .split('\n')
    .filter((line) => !/contact|support|assistance|help/i.test(line));
  const found = lines.join('\n').match(/[^\s<>()@",;:'[\]]{1,100}@[a-z0-9-]{1,100}(\.[a-z0-9-]{1,100}){1,9}/gi) ?? [];
  const foreign = new Set(
    found.map((address) => address.toLowerCase()).filter((address) => !known.has(canonicalAddress(address))),
  );
  return foreign.size === 1 ? [...foreign] : [];
}

/** Nothing but the returned mail says whom it was for: its only To. */
function returnedRecipient({ returned }: BounceParts): Recipient[] {
  const to = /^to:[ \t]*(.{1,2000}(?:\r?\n[ \t]+.{1,2000}){0,20})/im.exec(returned?.slice(0, 100_000) ?? '')?.[1] ?? '';
  const [only, more] = readAddresses(to.replace(/\r?\n/g, ''));
  return only && !more ? [{ address: only.value, status: null, permanent: false, diagnostic: null }] : [];
}

function isDelay(said: string): boolean {
  return /not (yet )?(been )?delivered yet|will (be )?(retr|keep trying|continue to)|delivery .{0,40}(has been |is )?delayed|warning message only|do not need to resend|temporary (problem|failure|error) .{0,80}will/i.test(
    said.slice(0, 5_000),
  );
}

function originalMessageId({ headers, text, returned }: BounceParts): string | null {
  for (const source of [returned, text.slice(returnedBegins.exec(text)?.index ?? 0)]) {
    const [, value] =
      /^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(.{1,1000})$/im.exec(source?.slice(0, 200_000) ?? '') ?? [];
    const [id] = idsOf(value ?? '');
    if (id) return id;
  }
  const answered = ['in-reply-to', 'references', 'x-original-message-id'].flatMap((name) =>
    headerValues(headers, name),
  );
  return answered.flatMap(idsOf).at(-1) ?? null;
}
