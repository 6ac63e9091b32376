import { paramOf, type VcardLine } from './vcard-line.ts';
import { escapeText, splitRaw, unescapeText } from './vcard-text.ts';

/**
 * A property as jCard has it (RFC 7095 §3.3): name, parameters (the group among them), type, value. A value whose escapes another writer would choose
 * otherwise is kept as it was written, with the type `unknown`, so that nothing changes on its way.
 */
export type JCardProperty = [
  name: string,
  params: Record<string, string | string[]>,
  type: string,
  ...values: unknown[],
];

const structured = new Set(['N', 'ADR', 'ORG', 'GENDER']);
const lists = new Set(['NICKNAME', 'CATEGORIES']);
const texts = new Set([
  'FN',
  'NOTE',
  'TITLE',
  'ROLE',
  'LABEL',
  'EMAIL',
  'TEL',
  'PRODID',
  'SORT-STRING',
  'MAILER',
  'UID',
]);

/** The property of a content line. */
export function toJCard(line: VcardLine): JCardProperty {
  const said = paramOf(line, 'VALUE')[0]?.toLowerCase();
  const params = Object.fromEntries(
    line.params
      .filter(([name]) => name !== 'VALUE' && name !== '__PROTO__')
      .map(([name, values]) => [name.toLowerCase(), values.length === 1 ? (values[0] ?? '') : values]),
  );
  if (line.group) params.group = line.group;
  const name = line.name.toLowerCase();
  if (said !== undefined && said !== 'text') return [name, params, said, line.value];
  const values = said === 'text' || isText(line.name) ? readValues(line) : null;
  if (values && writeValues(line.name, values) === line.value) return [name, params, 'text', ...values];
  return [name, said ? { ...params, value: said } : params, 'unknown', line.value];
}

/** The content line of a property. */
export function fromJCard([name, { group, ...params }, type, ...values]: JCardProperty): VcardLine {
  const upper = name.toUpperCase();
  const isDefault = type === 'unknown' || (type === 'text' && isText(upper));
  const others = Object.entries(params).map(([param, given]): VcardLine['params'][number] => [
    param.toUpperCase(),
    [given].flat(),
  ]);
  return {
    group: typeof group === 'string' ? group : null,
    name: upper,
    params: isDefault ? others : [['VALUE', [type]], ...others],
    value: type === 'text' ? writeValues(upper, values) : String(values[0] ?? ''),
  };
}

/** What is kept in contact.extra may be anything by now. */
export function isJCard(value: unknown): value is JCardProperty {
  if (!Array.isArray(value) || value.length < 4) return false;
  const [name, params, type] = value as unknown[];
  const isName = typeof name === 'string' && /^[\w-]+$/.test(name);
  return (
    isName &&
    typeof type === 'string' &&
    typeof params === 'object' &&
    params !== null &&
    Object.values(params)
      .flat()
      .every((one) => typeof one === 'string')
  );
}

function isText(name: string): boolean {
  return structured.has(name) || lists.has(name) || texts.has(name);
}

function readValues({ name, value }: VcardLine): unknown[] {
  if (lists.has(name)) return splitRaw(value, ',').map(unescapeText);
  if (!structured.has(name)) return [unescapeText(value)];
  return [
    splitRaw(value, ';').map((part) => {
      const items = splitRaw(part, ',').map(unescapeText);
      return items.length === 1 ? items[0] : items;
    }),
  ];
}

function writeValues(name: string, values: unknown[]): string {
  if (!structured.has(name)) return values.map((value) => escapeText(String(value))).join(',');
  const parts = Array.isArray(values[0]) ? values[0] : values;
  return parts
    .map((part: unknown) =>
      [part]
        .flat()
        .map((item) => escapeText(String(item)))
        .join(','),
    )
    .join(';');
}
