import { fold } from '#contract/fold.ts';
import { IdentifierKind } from '#contract/identifiers.ts';
import type { ImportSettings } from '#domain/contacts/import/import-settings.ts';
import { knownNames } from './column-names.ts';

/** A column of a table of contacts. */
export interface Column {
  /** From 0 on. */
  place: number;
  /** Its name in the file, for people; no two are alike. */
  name: string;
  /** Where its cells go: contract/contact-import.ts. */
  target: string;
  /** The name under which a cell is kept that no field takes. */
  keptAs: string;
  /** Its cells are JSON: what has no form of its own in a table. */
  isJson: boolean;
}

/** Names that contact.extra may not have from a column: of what it keeps of vCards, and one that JavaScript takes for itself. */
const reserved = new Set(['vcard', 'vcardForms', '__proto__']);

/**
 * Where the columns of a table go: by the names that our own export writes (`attribute:plan`, `custom:customer_no`, `keep:note`), by the defined fields, and by
 * what such columns are usually called. An attribute takes the first column of its name; everything unknown is kept as it is.
 * @param chosen targets by the names of columns, where a person chose.
 */
export function columnTargets(
  header: string[],
  settings: Pick<ImportSettings, 'fields' | 'attributes'>,
  chosen: Record<string, string> = {},
): Column[] {
  const columns = distinctNames(header).map((name, place): Column => {
    const own = chosen[name];
    const target = own ?? targetOf(name, settings);
    const isJson = target === 'keep' && /^(?!keep:).+:json$/s.test(name);
    const kept = isJson ? name.slice(0, -':json'.length) : name.replace(/^keep:(?=.)/, '');
    return { place, name, target, isJson, keptAs: reserved.has(kept) && !isJson ? `${kept} (column)` : kept };
  });
  return settled(columns, chosen);
}

/** Whether a column of this name would go to a field by itself, whatever columns stand beside it. */
export function isTaken(name: string, settings: Pick<ImportSettings, 'fields' | 'attributes'>): boolean {
  const isMore = /^(?:id|jmeno|meno)$/.test(plainName(name)) || name.endsWith(':json') || name.startsWith('keep:');
  return isMore || targetOf(name, settings) !== 'keep';
}

function distinctNames(header: string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((given, place) => {
    const name = given.trim().slice(0, 480) || `column ${place + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function targetOf(name: string, { fields, attributes }: Pick<ImportSettings, 'fields' | 'attributes'>): string {
  const said = written(name);
  if (said) return said;
  const plain = plainName(name);
  const isFor = (field: { name: string; label: { en: string; cs?: string } }) =>
    [field.name, field.label.en, field.label.cs ?? ''].some((one) => plainName(one) === plain);
  const known = knownNames.get(plain);
  if (known && shortName(known) === plain) return known;
  const field = fields.find((one) => one.filledBy.includes('import') && isFor(one));
  if (field) return field.kind;
  const attribute = [...attributes].find(([own, one]) => isFor({ ...one, name: own }));
  if (attribute) return `attribute:${attribute[0]}`;
  return known ?? knownNames.get(withoutNumbers(plain)) ?? 'keep';
}

/** A target as our own export writes it, or null. */
function written(name: string): string | null {
  if (/^keep:./.test(name)) return 'keep';
  if (/^attribute:[\p{L}\p{N}_. -]{1,64}$/u.test(name)) return name;
  const kind = /^(?:identifier:|(?=custom:))(.+)$/.exec(name)?.[1];
  if (kind && IdentifierKind.safeParse(kind).success) return name;
  return /^label:./.test(name) ? name : null;
}

function plainName(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

function withoutNumbers(plain: string): string {
  return plain.replace(/_?\d{1,2}(?=_|$)/g, '');
}

/** What a column is for only shows beside the others: of those for one thing the one that is called so takes it, else the first. */
function settled(columns: Column[], chosen: Record<string, string>): Column[] {
  const has = (target: string) => columns.some((column) => column.target === target);
  const [hasKey, hasOwnExport, hasLastName] = [has('external_id'), has('external_source'), has('last_name')];
  const named = columns.map((column) => {
    const plain = plainName(column.name);
    if (chosen[column.name] !== undefined) return column;
    if (plain === 'id') return { ...column, target: hasOwnExport ? 'ignore' : hasKey ? 'keep' : 'external_id' };
    if (plain === 'jmeno' || plain === 'meno') return { ...column, target: hasLastName ? 'first_name' : 'name' };
    return column;
  });
  const hasName = named.some(({ target }) => target === 'name');
  return named.map((column) => {
    const { name, target } = column;
    if (chosen[name] !== undefined) return column;
    if (hasName && /^(?:first|middle|last)_name$/.test(target)) return { ...column, target: 'keep' };
    const rivals = isSingle(target) ? named.filter((one) => one.target === target) : [];
    const taker = rivals.find((one) => chosen[one.name] !== undefined || plainName(one.name) === shortName(target));
    const isSecondKey = target === 'external_id' && /^external_id_?\d+$/.test(plainName(name));
    return rivals.length === 0 || column === (taker ?? rivals[0]) || isSecondKey
      ? column
      : { ...column, target: 'keep' };
  });
}

/** A card has one of it. */
function isSingle(target: string): boolean {
  return target === 'name' || target === 'external_id' || target.startsWith('attribute:');
}

function shortName(target: string): string {
  return target.replace('attribute:', '');
}
