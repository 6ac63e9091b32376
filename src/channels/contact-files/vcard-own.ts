import type { Contact } from '#contract/contact.ts';
import { IdentifierKind } from '#contract/identifiers.ts';
import type { RowToImport } from '#domain/contacts/import/row-to-import.ts';
import { addressParts } from './vcard-fields.ts';
import { plainLine, type VcardLine } from './vcard-line.ts';
import { escapeText, unescapeText } from './vcard-text.ts';

/** What only another Vizitka understands, in one property X-VIZITKA: keys, identifiers that are no e-mail or phone, further attributes, and what is kept. */
interface OwnData {
  keys?: { source: string; key: string }[];
  identifiers?: {
    kind: string;
    value: string;
    display?: string;
    account?: string;
    label?: string | null;
    main?: boolean;
  }[];
  attributes?: Record<string, string>;
  extra?: Record<string, unknown>;
}

export function ownLine(data: OwnData): VcardLine {
  return plainLine('X-VIZITKA', escapeText(JSON.stringify(data)));
}

/** What of a contact no property of vCard says. */
export function ownDataOf(contact: Contact, extra: Record<string, unknown>): OwnData {
  const known = new Set<string>([...addressParts, 'company', 'birth_date', 'gender', 'language']);
  const keys = contact.externalIds.map(({ source, id }) => ({ source, key: id }));
  const identifiers = contact.identifiers
    .filter(({ kind }) => kind !== 'email' && kind !== 'phone')
    .map(({ kind, value, display, account, label, main }) => ({
      kind,
      value,
      ...(display !== value && { display }),
      ...(account && { account }),
      ...(label && { label }),
      ...(main && { main }),
    }));
  const attributes = Object.entries(contact.attributes).filter(([name]) => !known.has(name));
  return {
    ...(keys.length > 0 && { keys }),
    ...(identifiers.length > 0 && { identifiers }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

/** Reads it back; a card from elsewhere has none. */
export function readOwn(lines: VcardLine[]): Omit<RowToImport, 'row'> {
  const data = parsed(lines.find(({ name }) => name === 'X-VIZITKA')?.value);
  return {
    keys: listOf(data.keys).filter(({ source, key }) => typeof source === 'string' && typeof key === 'string'),
    name: null,
    identifiers: listOf(data.identifiers).flatMap((one) => {
      const isOne = IdentifierKind.safeParse(one.kind).success && typeof one.value === 'string';
      if (!isOne) return [];
      const kind = one.kind as RowToImport['identifiers'][number]['kind'];
      return [{ ...one, kind, orElse: { name: 'identifiers', value: [one] }, strict: false }];
    }),
    attributes: Object.fromEntries(
      Object.entries(data.attributes ?? {}).filter(([, text]) => typeof text === 'string'),
    ),
    tags: [],
    extra: { ...data.extra },
  };
}

function parsed(value: string | undefined): OwnData {
  if (!value) return {};
  try {
    const data: unknown = JSON.parse(unescapeText(value));
    return typeof data === 'object' && data !== null ? data : {};
  } catch {
    return {};
  }
}

function listOf<Item>(list: Item[] | undefined): Item[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
}
