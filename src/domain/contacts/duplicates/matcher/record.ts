import { fold } from '#contract/fold.ts';
import { gramsOf } from './grams.ts';
import { type NameParts, nameParts, wordsOf } from './name-parts.ts';

/** What the matcher knows of one card: its values, and nothing that comes from conversations. */
export interface CardRecord {
  id: number;
  names: string[];
  emails: string[];
  /** E.164, or as given where it cannot be read. */
  phones: string[];
  /** The same numbers as they were written, for the reasons; where absent, as in `phones`. */
  phonesAsWritten?: string[];
  /** Other identifiers, shared and contested ones too. */
  identifiers: { kind: string; account: string; key: string }[];
  /** As written: `2001-02-30` is compared digit by digit like any other. */
  birthDate: string | null;
  company: string | null;
  street: string | null;
  city: string | null;
  postcode: string | null;
  region: string | null;
  country: string | null;
}

/** A record folded and cut into words once, so that it can be compared many times. Opaque outside the matcher but for its id. */
export interface PreparedRecord {
  readonly id: number;
  readonly source: CardRecord;
  readonly names: readonly PreparedName[];
  /** The name was read out of the e-mail address. */
  readonly nameFromEmail: boolean;
  readonly emails: readonly PreparedEmail[];
  readonly phones: readonly PreparedPhone[];
  readonly identifiers: readonly string[];
  /** Eight digits, year first. */
  readonly birthDate: string | null;
  readonly company: PreparedName | null;
  /** Numbers of the street: house, flat. */
  readonly houseNumbers: readonly string[];
  readonly street: PreparedText | null;
  readonly city: PreparedText | null;
  readonly postcode: string | null;
  readonly region: string | null;
  readonly country: string | null;
}

export interface PreparedName extends NameParts {
  readonly grams: readonly number[];
}
export interface PreparedEmail {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
  /** A mailbox of an office (RFC 2142 and what firms write), not of a person. */
  readonly isRole: boolean;
}
export interface PreparedPhone {
  readonly digits: string;
  /** The last nine: where numbers of one country differ. */
  readonly tail: string;
  /** Without the zeros in front, by which national numbers begin. */
  readonly national: string;
}
export interface PreparedText {
  readonly text: string;
  readonly words: readonly string[];
  readonly grams: readonly number[];
}

/** Folds a record for comparing. Values beyond a sensible number (names 3, addresses 5, numbers 5, identifiers 10) are left out. */
export function prepare(record: CardRecord): PreparedRecord {
  const emails = record.emails.slice(0, 5).map(preparedEmail);
  const company = preparedName(record.company, true);
  const own = record.names
    .slice(0, 3)
    .map((name) => preparedName(name))
    .filter((name) => name !== null);
  const fromEmail = own.length === 0 && !company ? emailName(emails) : null;
  const names = own.length > 0 ? own : [company ?? fromEmail].filter((name) => name !== null);
  const street = streetOf(record.street);
  return {
    id: record.id,
    source: record,
    names,
    nameFromEmail: fromEmail !== null,
    emails,
    phones: record.phones
      .slice(0, 5)
      .map(preparedPhone)
      .filter((phone) => phone.digits.length >= 5),
    identifiers: record.identifiers.slice(0, 10).map(({ kind, account, key }) => `${kind}\n${account}\n${key}`),
    birthDate: eightDigits(record.birthDate),
    company: company && own.length > 0 && !own.some((name) => sameWords(name, company)) ? company : null,
    houseNumbers: street.numbers,
    street: street.name,
    city: preparedText(record.city),
    postcode: squeezed(record.postcode),
    region: squeezed(record.region),
    country: squeezed(record.country),
  };
}

function preparedName(given: string | null, organisation = false): PreparedName | null {
  const parts = given ? nameParts(given, organisation) : null;
  return parts && { ...parts, grams: gramsOf(parts.tokens.map((token) => token.text)) };
}

function sameWords(a: NameParts, b: NameParts): boolean {
  return a.tokens.length === b.tokens.length && a.tokens.every((token, place) => token.text === b.tokens[place]?.text);
}

function preparedEmail(address: string): PreparedEmail {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf('@');
  const local = at < 0 ? lower : lower.slice(0, at);
  return { address: lower, local, domain: at < 0 ? '' : lower.slice(at + 1), isRole: roles.test(local) };
}

const roles =
  /^(?:info|office|contact|hello|mail|e?shop|sales|support|service|help(?:desk)?|admin|accounting|billing|invoices?|orders?|reception|booking|reservations?|marketing|jobs?|hr|team|kontakt|obchod|podpora|servis|fakturace|faktury|ucetni|uctarna|objednavky|recepce|rezervace|podatelna|posta|sekretariat|kancelar|prodej)\d*$/;

/** `jana.novakova@…` names her; `info@…` and `jnovak@…` do not. */
function emailName(emails: readonly PreparedEmail[]): PreparedName | null {
  for (const { local } of emails) {
    const words = wordsOf(local.replace(/\+.*$/, '').replace(/\d+$/, ''));
    if (words.length === 2 && words.every((word) => word.length > 1 && /^\p{L}+$/u.test(word))) {
      return preparedName(words.join(' '));
    }
  }
  return null;
}

function preparedPhone(given: string): PreparedPhone {
  const digits = given.replace(/\D/g, '').replace(/^00/, '');
  return { digits, tail: digits.slice(-9), national: digits.replace(/^0+/, '') };
}

function eightDigits(date: string | null): string | null {
  const digits = date?.replace(/\D/g, '') ?? '';
  return digits.length === 8 ? digits : null;
}

/** Numbers apart from words; `12a` and `12/3` hold numbers, `5th` and letters alone are words. */
function streetOf(street: string | null): { numbers: string[]; name: PreparedText | null } {
  const words = street ? wordsOf(street) : [];
  const numbers = words.filter((word) => /^\d+[a-z]?$/.test(word));
  const rest = words.filter((word) => !/^\d+[a-z]?$/.test(word)).join(' ');
  return { numbers: numbers.slice(0, 4), name: preparedText(rest) };
}

function preparedText(text: string | null): PreparedText | null {
  const words = text ? wordsOf(text) : [];
  return words.length === 0 ? null : { text: words.join(' '), words, grams: gramsOf(words) };
}

function squeezed(text: string | null): string | null {
  return text ? fold(text).replace(/[^\p{L}\p{N}]+/gu, '') || null : null;
}
