import { domainToASCII } from 'node:url';
import { addressParser, decodeWords } from 'postal-mime';
import { incomingLimits, type MessageParticipant, type ParticipantRole } from '#contract/incoming-message.ts';
import { cleanLine } from './clean-text.ts';
import { headerValue, headerValues, type MailHeader } from './mail-headers.ts';

/** An address as it was written, with the name beside it (empty when there is none). */
export interface MailAddress {
  value: string;
  name: string;
}

/** Value of a sender that cannot be read at all. It never identifies anybody (R-ID-7). */
const anonymous = 'anonymous';

const roles: [header: string, role: ParticipantRole][] = [
  ['from', 'from'],
  ['reply-to', 'replyTo'],
  ['to', 'to'],
  ['cc', 'cc'],
  ['bcc', 'cc'],
];

/**
 * The sender: the first address of From, else of Sender, Reply-To, Return-Path, else the text of From as it is, else
 * `anonymous`. `readable` is true only when From itself gave an address: nothing else can be authenticated.
 */
export function readSender(headers: MailHeader[]): MailAddress & { readable: boolean } {
  const [from] = readAddresses(headerValue(headers, 'from') ?? '');
  if (from) return { ...from, readable: true };
  const written = cleanLine(decodeWords(headerValue(headers, 'from') ?? ''), incomingLimits.name);
  for (const name of ['sender', 'reply-to', 'return-path', 'x-envelope-from']) {
    const [found] = readAddresses(headerValue(headers, name) ?? '');
    if (found) return { value: found.value, name: found.name || written, readable: false };
  }
  return { value: written.replace(/[<>"]/g, '').trim() || anonymous, name: '', readable: false };
}

/** Everybody named in a mail with a role, in order, each role and address once; `left` is how many were over the limit. */
export function readParticipants(headers: MailHeader[]): { participants: MessageParticipant[]; left: number } {
  const participants = new Map<string, MessageParticipant>();
  for (const [header, role] of roles) {
    for (const { value, name } of headerValues(headers, header).flatMap(readAddresses)) {
      const key = `${role} ${canonicalAddress(value)}`;
      if (!participants.has(key)) participants.set(key, { kind: 'email', value, ...(name && { name }), role });
    }
  }
  const all = [...participants.values()];
  return {
    participants: all.slice(0, incomingLimits.participants),
    left: Math.max(0, all.length - incomingLimits.participants),
  };
}

/**
 * The addresses of one header value, groups flattened. An address inside a quoted name is a name, never the address
 * (RFC 5322 3.4). Old forms are understood: routes, comments and white space inside an address (4.4).
 */
export function readAddresses(value: string): MailAddress[] {
  const found = parseAddresses(value);
  const isPlain = !value.includes('(') || (found.length > 0 && found.every((one) => !/[()]/.test(one.value)));
  return isPlain ? found : parseAddresses(value.replace(/\((?:[^()\\]|\\.)*\)/g, ' '));
}

function parseAddresses(value: string): MailAddress[] {
  const joined = value
    .replace(/(@[\w-]+) *\. +(?=[\w-]+ *(?:[,>;]|$))/g, '$1.')
    .replace(/(?<! ) +\. *(?=[\w-]+ *$)/, '.');
  // `Jana <jana@example.cz> <other@example.com>`: the last is the address, the one before it decoration
  const single = joined.replace(/<([^<>]*)>(?=[^<>,;]*<[^<>@]*@[^<>]*>)/g, '$1 ');
  return addressParser(single, { flatten: true }).flatMap((mailbox) => {
    const address = cleanLine(mailbox.address ?? '', incomingLimits.value + 1)
      .replace(/^mailto:/i, '')
      .replace(/^@[^:]*:/, '')
      .replace(/^'(.+)'$/, '$1')
      .replace(/\s+/g, '');
    if (!/^[^@].*@./.test(address) || address.length > incomingLimits.value) return [];
    const name = cleanLine(mailbox.name, incomingLimits.name).replace(/^(['"])(.*)\1$/, '$2');
    return [{ value: address, name: name === address ? '' : name }];
  });
}

/** The form of an address for comparing (R-ID-2): trimmed, lower case, the domain in A-labels. Nothing else is folded. */
export function canonicalAddress(address: string): string {
  const plain = address.trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  return at < 0 ? plain : `${plain.slice(0, at)}@${canonicalDomain(plain.slice(at + 1))}`;
}

/** A domain for comparing: lower case, A-labels, without a final dot. */
export function canonicalDomain(domain: string): string {
  const plain = domain.trim().toLowerCase().replace(/\.$/, '');
  return domainToASCII(plain) || plain;
}
