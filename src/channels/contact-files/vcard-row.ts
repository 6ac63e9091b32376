import type { GivenIdentifier, RowToImport } from '#domain/contacts/import/row-to-import.ts';
import { rowLimits } from '#domain/contacts/import/row-to-import.ts';
import { type JCardProperty, toJCard } from './jcard.ts';
import {
  addressOf,
  birthDateOf,
  companyOf,
  genderOf,
  guessedParts,
  isPreferred,
  labelOf,
  nameOf,
  phoneOf,
  tagsOf,
} from './vcard-fields.ts';
import type { VcardLine } from './vcard-line.ts';
import { readOwn } from './vcard-own.ts';
import { unescapeText } from './vcard-text.ts';

/**
 * A vCard as a contact. What a card has no field for is kept in `extra.vcard`; how the mapped properties looked (types, groups, further parts) in
 * `extra.vcardForms`, which the export writes again as long as the card still has their values. UID is the row's key.
 */
export function vcardRow(row: number, lines: VcardLine[]): RowToImport {
  const kept: JCardProperty[] = [];
  const forms: JCardProperty[] = [];
  const contact = readOwn(lines);
  const chosen = chosenLines(lines);
  for (const line of lines) {
    if (line.name === 'VERSION' || line.name === 'X-VIZITKA' || isKey(line, chosen)) continue;
    const use = takeUp(line, chosen, contact, lines);
    if (use === 'keep') kept.push(toJCard(line));
    else if (use === 'form' || line.params.length > 0 || line.group) forms.push(toJCard(line));
  }
  const uid = chosen.get('UID');
  if (contact.keys.length === 0 && uid && isKey(uid, chosen)) contact.keys.push(keyOf(unescapeText(uid.value).trim()));
  const extra = {
    ...contact.extra,
    ...(kept.length > 0 && { vcard: kept }),
    ...(forms.length > 0 && { vcardForms: forms }),
  };
  return { ...contact, row, tags: [...new Set(contact.tags)], extra };
}

/** UID, where it can be a key; an empty one says nothing. */
function isKey(line: VcardLine, chosen: Map<string, VcardLine>): boolean {
  const length = line.value.trim().length;
  return line.name === 'UID' && (length === 0 || (line === chosen.get('UID') && length <= rowLimits.key));
}

type Use = 'keep' | 'form' | 'field';

/** What each of these says; nothing where it is empty. */
const saying: Record<string, (line: VcardLine) => unknown> = {
  FN: nameOf,
  N: nameOf,
  UID: ({ value }) => value.trim(),
  ADR: (line) => Object.keys(addressOf(line)).length,
  ORG: companyOf,
  BDAY: birthDateOf,
  GENDER: genderOf,
  LANG: ({ value }) => value.trim(),
};

/** A card has one of these: the preferred one, else the first that says something. */
function chosenLines(lines: VcardLine[]): Map<string, VcardLine> {
  const chosen = new Map<string, VcardLine>();
  for (const line of lines) {
    const had = chosen.get(line.name);
    if (!saying[line.name]?.(line) || (had && (isPreferred(had) || !isPreferred(line)))) continue;
    chosen.set(line.name, line);
  }
  return chosen;
}

/** Puts what a line says into the contact. */
function takeUp(
  line: VcardLine,
  chosen: Map<string, VcardLine>,
  contact: Omit<RowToImport, 'row'>,
  lines: VcardLine[],
): Use {
  const isChosen = chosen.get(line.name) === line;
  switch (line.name) {
    case 'FN':
      if (!isChosen) return nameOf(line) ? 'keep' : 'field';
      contact.name = nameOf(line).slice(0, rowLimits.name);
      return contact.name === line.value && isGuess(line, chosen.get('N')) ? 'field' : 'form';
    case 'N':
      contact.name ??= chosen.has('FN') ? null : nameOf(line).slice(0, rowLimits.name) || null;
      return isChosen && isGuess(chosen.get('FN'), line) ? 'field' : 'form';
    case 'EMAIL':
      if (!line.value.trim()) return 'keep';
      contact.identifiers.push(identifier('email', unescapeText(line.value).trim(), line, lines));
      return 'field';
    case 'TEL':
      if (!phoneOf(line)) return 'keep';
      contact.identifiers.push(identifier('phone', phoneOf(line), line, lines));
      return phoneOf(line) === line.value ? 'field' : 'form';
    case 'ADR':
      if (!isChosen) return 'keep';
      return fill(contact, addressOf(line)) ? 'form' : 'keep';
    case 'ORG':
      if (!isChosen) return 'keep';
      return fill(contact, { company: companyOf(line) }) ? (line.value.includes(';') ? 'form' : 'field') : 'keep';
    case 'BDAY':
      if (!isChosen) return 'keep';
      return fill(contact, { birth_date: birthDateOf(line) }) ? (isPlainDate(line) ? 'field' : 'form') : 'keep';
    case 'GENDER':
      return isChosen && fill(contact, { gender: genderOf(line) }) ? 'form' : 'keep';
    case 'LANG':
      return isChosen && fill(contact, { language: line.value.trim() }) ? 'field' : 'keep';
    case 'CATEGORIES':
      if (!line.value.trim() || tagsOf(line).some((tag) => tag.length > rowLimits.tag)) return 'keep';
      contact.tags.push(...tagsOf(line));
      return 'field';
    default:
      return 'keep';
  }
}

function isPlainDate(line: VcardLine): boolean {
  return line.value.replaceAll('-', '') === birthDateOf(line).replaceAll('-', '');
}

/** Whether the parts of a name are what the export makes of the name by itself. */
function isGuess(fn: VcardLine | undefined, n: VcardLine | undefined): boolean {
  return !n || (fn !== undefined && n.params.length === 0 && n.value === guessedParts(nameOf(fn)));
}

/** Whether all of the texts fit; what our own property says goes before. */
function fill({ attributes }: Omit<RowToImport, 'row'>, given: Record<string, string>): boolean {
  if (Object.values(given).some((text) => text.length > rowLimits.attribute)) return false;
  for (const [name, text] of Object.entries(given)) attributes[name] ??= text;
  return true;
}

function identifier(kind: 'email' | 'phone', value: string, line: VcardLine, lines: VcardLine[]): GivenIdentifier {
  return {
    kind,
    value: value.slice(0, rowLimits.value),
    label: labelOf(line, lines),
    main: isPreferred(line),
    orElse: { name: 'vcard', value: [toJCard(line)] },
    strict: false,
  };
}

/** Our own export writes the number of a card without another key as its UID. */
function keyOf(uid: string): RowToImport['keys'][number] {
  const [, source, key] = /^(?:urn:)?(vizitka:[0-9a-f-]{36}):(\d{1,15})$/.exec(uid) ?? [];
  return source && key ? { source, key } : { source: null, key: uid };
}
