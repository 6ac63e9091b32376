import type { Contact } from '#contract/contact.ts';
import { fromJCard, isJCard } from './jcard.ts';
import {
  addressOf,
  addressParts,
  birthDateOf,
  companyOf,
  genderOf,
  genderValue,
  guessedParts,
  isDay,
  nameOf,
  tagsOf,
} from './vcard-fields.ts';
import { identifierLines } from './vcard-identifiers.ts';
import { plainLine as plain, type VcardLine, writeLine } from './vcard-line.ts';
import { ownDataOf, ownLine } from './vcard-own.ts';
import { escapeText, splitRaw } from './vcard-text.ts';
import { inVersion, type VcardVersion } from './vcard-versions.ts';

/** How contacts are written. */
export interface VcardOptions {
  version: VcardVersion;
  /** Where national phone numbers were read. */
  country: string | null;
}

/**
 * A contact as a vCard. A property that came from one is written as it was, as long as the card has its value; what was changed since is written anew, and what
 * there was no field for follows as it came. What only another Vizitka understands stands in one property X-VIZITKA.
 */
export function contactVcard(contact: Contact, options: VcardOptions): string {
  const { vcard, vcardForms, ...extra } = contact.extra;
  const kept = linesOf(vcard);
  const forms = linesOf(vcardForms);
  const lines = [
    ...nameLines(contact, forms),
    ...fieldLines(contact, forms),
    ...identifierLines(contact, forms, options.country),
    ...tagLines(contact, forms),
    ...kept,
  ];
  const uid = contact.externalIds[0];
  if (uid) lines.push(plain('UID', /^vizitka:/.test(uid.source) ? `${uid.source}:${uid.id}` : escapeText(uid.id)));
  const own = ownDataOf(contact, { ...extra, ...rest('vcard', vcard), ...rest('vcardForms', vcardForms) });
  if (Object.keys(own).length > 0) lines.push(ownLine(own));
  const groups = new Set(lines.flatMap(({ group, name }) => (group && name !== 'X-ABLABEL' ? group : [])));
  const written = lines
    .filter(({ group, name }) => name !== 'X-ABLABEL' || !group || groups.has(group))
    .map((line) => inVersion(line, options.version))
    .map((line, place) => ({ line, place, rank: rankOf(line) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ line }) => writeLine(line));
  return ['BEGIN:VCARD', `VERSION:${options.version}`, ...written, 'END:VCARD', ''].join('\r\n');
}

/** The order in which cards are usually written. */
const order = [
  'UID',
  'FN',
  'N',
  'NICKNAME',
  'ORG',
  'TITLE',
  'ROLE',
  'EMAIL',
  'TEL',
  'ADR',
  'BDAY',
  'GENDER',
  'LANG',
  'CATEGORIES',
  'NOTE',
  'URL',
];

function rankOf({ name }: VcardLine): number {
  const place = order.indexOf(name);
  return place < 0 ? order.length + (name === 'X-VIZITKA' ? 1 : 0) : place;
}

function linesOf(kept: unknown): VcardLine[] {
  return Array.isArray(kept) ? kept.filter(isJCard).map(fromJCard) : [];
}

/** What stands under a name of ours and is no property. */
function rest(name: string, kept: unknown): Record<string, unknown> {
  if (kept === undefined) return {};
  const others = Array.isArray(kept) ? kept.filter((one) => !isJCard(one)) : kept;
  return Array.isArray(others) && others.length === 0 ? {} : { [name]: others };
}

/** The parts of a name hold as long as it reads as it came. */
function nameLines({ name }: Contact, forms: VcardLine[]): VcardLine[] {
  const fn = forms.find((line) => line.name === 'FN');
  const n = forms.find((line) => line.name === 'N');
  const isSame = nameOf(fn ?? n) === (name ?? '');
  const first = fn && isSame ? fn : plain('FN', escapeText(name ?? ''));
  return [first, n && isSame ? n : plain('N', guessedParts(name ?? ''))];
}

function fieldLines({ attributes }: Contact, forms: VcardLine[]): VcardLine[] {
  const form = (name: string) => forms.find((line) => line.name === name);
  const lines: VcardLine[] = [];
  const write = (
    name: string,
    text: string | undefined,
    read: (line: VcardLine) => string,
    value: (text: string) => string,
  ) => {
    const was = form(name);
    if (text && was && read(was) === text) lines.push(was);
    else if (text) lines.push({ ...plain(name, value(text)), ...(was && { params: was.params, group: was.group }) });
  };
  const birthDate = attributes.birth_date ?? '';
  write('ORG', attributes.company, companyOf, (text) => withFirstPart(form('ORG'), text));
  if (birthDate === '' || isDay(birthDate)) write('BDAY', birthDate, birthDateOf, escapeText);
  else lines.push({ ...plain('BDAY', escapeText(birthDate)), params: [['VALUE', ['text']]] });
  write('GENDER', attributes.gender, genderOf, genderValue);
  write('LANG', attributes.language, ({ value }) => value.trim(), escapeText);
  const was = form('ADR');
  const parts = Object.fromEntries(
    addressParts.flatMap((part) => (attributes[part] ? [[part, attributes[part]]] : [])),
  );
  if (was && addressParts.every((part) => addressOf(was)[part] === parts[part])) lines.push(was);
  else if (Object.keys(parts).length > 0) lines.push({ ...(was ?? plain('ADR', '')), value: addressValue(was, parts) });
  return lines;
}

function withFirstPart(form: VcardLine | undefined, company: string): string {
  const [, ...departments] = form ? splitRaw(form.value, ';') : [];
  return [escapeText(company), ...departments].join(';');
}

/** The post-office box stays; what stood before the street does where it was not the street itself. */
function addressValue(was: VcardLine | undefined, parts: Record<string, string | undefined>): string {
  const [box = '', extended = '', street = ''] = was ? splitRaw(was.value, ';') : [];
  const text = (part: string) => escapeText(parts[part] ?? '');
  const [city, region, postcode, country] = [text('city'), text('region'), text('postcode'), text('country')];
  return [box, street.trim() ? extended : '', text('street'), city, region, postcode, country].join(';');
}

function tagLines({ tags }: Contact, forms: VcardLine[]): VcardLine[] {
  const was = forms.filter((line) => line.name === 'CATEGORIES' && tagsOf(line).every((tag) => tags.includes(tag)));
  const told = new Set(was.flatMap(tagsOf));
  const others = tags.filter((tag) => !told.has(tag));
  return others.length > 0 ? [...was, plain('CATEGORIES', others.map(escapeText).join(','))] : was;
}
