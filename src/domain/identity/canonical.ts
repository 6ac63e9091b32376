import { domainToASCII } from 'node:url';
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type BuiltInKind, type IdentifierKind, identifierKinds, isScoped } from '#contract/identifiers.ts';
import type { ValueKey } from '#db/schema.ts';
import { equivalentKeys } from './equivalents.ts';
import { shortKey } from './short-key.ts';

/** A value ready for matching: its key, and the form as given for display. */
export interface CanonicalValue extends ValueKey {
  kind: IdentifierKind;
  display: string;
}

/**
 * The canonical form of a value (R-ID-2). E-mail: trimmed, lower case, domain in A-label form, nothing else folded. Phone numbers and
 * messaging ids that are phone numbers: E.164, with `country` for national ones; a number that cannot be read is kept as given
 * and matches only itself. All other ids: exact. Scoped kinds carry their `account`.
 */
export function canonicalValue(
  given: { kind: IdentifierKind; value: string; account?: string | undefined },
  country?: string | null,
): CanonicalValue {
  const display = given.value.normalize('NFC').replace(invisible, '').trim();
  return {
    kind: given.kind,
    account: isScoped(given.kind) ? shortKey(given.account ?? '') : '',
    key: shortKey(canonicalKey(given.kind, display, country)),
    display: display.slice(0, 2_000),
  };
}

/** Controls and direction marks: never part of a value, only of tricks. */
const invisible = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function canonicalKey(kind: IdentifierKind, display: string, country?: string | null): string {
  if (kind === 'email') return canonicalEmail(display);
  if (!kind.startsWith('custom:') && identifierKinds[kind as BuiltInKind].phone) {
    return canonicalPhone(display, kind === 'phone' ? country : null, kind !== 'phone');
  }
  return display;
}

/** Lower case, and the domain as the name system writes it (RFC 5890 A-labels). A text without @ or with a domain that is none stays as it is, in lower case. */
export function canonicalEmail(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 1) return lower;
  const domain = domainToASCII(lower.slice(at + 1).replace(/\.$/, ''));
  return domain ? `${lower.slice(0, at)}@${domain}` : lower;
}

/**
 * E.164 where the number can be read and is possible in its plan; else the digits and signs as given.
 * @param bare messaging ids come without a plus: `420602771304` is read as `+420602771304`.
 */
export function canonicalPhone(number: string, country?: string | null, bare = false): string {
  const text = bare && /^\d{8,15}$/.test(number) ? `+${number}` : number.replace(/^00(?=[1-9])/, '+');
  const { parsed, isOne } = readNumber(text, country);
  return parsed && isOne ? parsed.number : number.replace(/\s+/g, ' ').trim();
}

interface ReadNumber {
  parsed: PhoneNumber | undefined;
  /** '123' parses to +420123 for a Czech workspace: only a valid number of its plan is one. */
  isOne: boolean;
  /** In groups, once it was asked for so. */
  readable?: string;
}

/** The numbers that were read last: whoever writes mostly writes again, and reading a number takes longer than all else that is read of a message. */
const lastRead = new Map<string, ReadNumber>();
const mostKept = 2_000;

function readNumber(text: string, country?: string | null): ReadNumber {
  const key = `${country ?? ''} ${text}`;
  const had = lastRead.get(key);
  if (had) return had;
  const parsed = parsePhoneNumberFromString(text, (country ?? undefined) as CountryCode | undefined);
  const read: ReadNumber = {
    parsed,
    isOne: parsed !== undefined && !parsed.ext && (parsed.isValid() || wasOne(parsed.number)),
  };
  const [oldest] = lastRead.size < mostKept ? [] : lastRead.keys();
  if (oldest !== undefined) lastRead.delete(oldest);
  if (text.length <= 40) lastRead.set(key, read);
  return read;
}

/** Numbers that their plan has renumbered, as WhatsApp ids of Brazil and Mexico, are read; what they are now is looked up beside them. */
function wasOne(number: string): boolean {
  return equivalentKeys('phone', number).some((now) => parsePhoneNumberFromString(now)?.isValid());
}

/** An E.164 number in groups, as people read it; anything else as it is. */
export function readableNumber(number: string): string {
  if (!number.startsWith('+')) return number;
  const read = readNumber(number);
  read.readable ??= read.parsed?.formatInternational() ?? number;
  return read.readable;
}
