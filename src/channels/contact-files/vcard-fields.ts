import { readBirthDate } from '#domain/contacts/import/read-birth-date.ts';
import { paramOf, type VcardLine } from './vcard-line.ts';
import { escapeText, readParts, splitRaw, unescapeText } from './vcard-text.ts';

/** What properties of a vCard say that a card has fields for: read here for the import, and compared by the export. */

/** The parts of an address (RFC 6350 §6.3.1) that are attributes; the street may stand in the part before it. */
export const addressParts = ['street', 'city', 'region', 'postcode', 'country'] as const;

/** An address as attributes; empty parts are left out. */
export function addressOf({ value }: VcardLine): Partial<Record<(typeof addressParts)[number], string>> {
  const [, extended = '', street = '', city = '', region = '', postcode = '', country = ''] = readParts(value);
  const parts = { street: street || extended, city, region, postcode, country };
  const inOneLine = Object.entries(parts).map(([name, text]) => [name, text.replace(/\s*\n\s*/g, ', ')] as const);
  return Object.fromEntries(inOneLine.filter(([, text]) => text !== ''));
}

/** The first part of ORG: the organisation without its departments. */
export function companyOf({ value }: VcardLine): string {
  return readParts(value)[0] ?? '';
}

/** A date of birth as ISO 8601 writes it, or the text where it says that it is one; '' for a date that is not a whole day. */
export function birthDateOf(line: VcardLine): string {
  const date = readBirthDate(unescapeText(line.value).trim());
  return isDay(date) || paramOf(line, 'VALUE').some((value) => value.toLowerCase() === 'text') ? date : '';
}

/** Whether a date of birth is one, and no text. */
export function isDay(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date);
}

const genders: Record<string, string> = { M: 'male', F: 'female', O: 'other' };

/** GENDER of 4.0: a letter, or what a person says of it. */
export function genderOf({ value }: VcardLine): string {
  const [letter = '', text = ''] = readParts(value);
  return text || (genders[letter.toUpperCase()] ?? '');
}

/** The value of GENDER for an attribute. */
export function genderValue(gender: string): string {
  const letter = Object.entries(genders).find(([, word]) => word === gender)?.[0];
  return letter ?? `;${escapeText(gender)}`;
}

/** A phone number: the number of a `tel:` address (RFC 3966), or the text; '' for an address of another kind. */
export function phoneOf(line: VcardLine): string {
  const text = unescapeText(line.value).trim();
  if (/^tel:/i.test(text)) return text.slice('tel:'.length);
  return paramOf(line, 'VALUE').some((value) => value.toLowerCase() === 'uri') ? '' : text;
}

/** The name as people read it: of FN, or made of the parts of N. */
export function nameOf(line: VcardLine | undefined): string {
  if (!line) return '';
  if (line.name === 'FN') return unescapeText(line.value).replace(/\s+/g, ' ').trim();
  const [family, given, additional, prefix, suffix] = readParts(line.value);
  return [prefix, given, additional, family, suffix].filter(Boolean).join(' ').replace(/\s+/g, ' ');
}

/** The words of CATEGORIES. */
export function tagsOf({ value }: VcardLine): string[] {
  return splitRaw(value, ',')
    .map((tag) => unescapeText(tag).trim())
    .filter(Boolean);
}

/** What a value is called: the label that Apple and Google keep beside it, else its types. */
export function labelOf(line: VcardLine, lines: VcardLine[]): string | null {
  const beside = line.group && lines.find(({ group, name }) => group === line.group && name === 'X-ABLABEL');
  if (beside)
    return (
      unescapeText(beside.value)
        .replace(/^_\$!<(.*)>!\$_$/, '$1')
        .trim() || null
    );
  const types = paramOf(line, 'TYPE').map((type) => type.trim().toLowerCase());
  return types.filter((type) => type !== '' && !noLabel.has(type)).join(' ') || null;
}

const noLabel = new Set(['pref', 'internet', 'voice', 'x400']);

/** Whether a value is the preferred one: TYPE=pref (2.1, 3.0) or PREF=1 (4.0). */
export function isPreferred(line: VcardLine): boolean {
  return paramOf(line, 'PREF').includes('1') || paramOf(line, 'TYPE').some((type) => type.toLowerCase() === 'pref');
}

/** The parts of a name that came without them, as N: vCard 3.0 must have it. The last word is taken for the family's. */
export function guessedParts(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const [family = '', given] = [words.at(-1), words.slice(0, -1).join(' ')];
  return `${escapeText(family)};${escapeText(given)};;;`;
}
