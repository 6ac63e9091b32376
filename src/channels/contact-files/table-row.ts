import type { IdentifierKind } from '#contract/identifiers.ts';
import { isScoped } from '#contract/identifiers.ts';
import type { GivenIdentifier, RowToImport } from '#domain/contacts/import/row-to-import.ts';
import type { Column } from './column-targets.ts';
import { splitCell, splitPlaces } from './csv-cells.ts';

/**
 * One row of a table as a contact: its cells by the targets of their columns. Several values stand in several columns or in one cell; parts of a name
 * are joined as people say them. What no field takes is kept under the name of its column. Empty cells say nothing.
 */
export function tableRow(row: number, columns: Column[], cellOf: (column: Column) => string): RowToImport {
  const filled = columns.flatMap((column) => {
    const cell = cellOf(column);
    return cell.trim() === '' || column.target === 'ignore' ? [] : [{ column, cell }];
  });
  const all = (target: string) => filled.filter(({ column }) => column.target === target);
  const first = (target: string) => all(target)[0]?.cell.trim() ?? null;
  const parts = ['first_name', 'middle_name', 'last_name'].flatMap((part) => first(part) ?? []);
  const attributes = filled.flatMap(({ column, cell }) =>
    column.target.startsWith('attribute:') ? [[column.target.slice('attribute:'.length), cell.trim()] as const] : [],
  );
  const kept = all('keep').map(({ column, cell }) => [column.keptAs, column.isJson ? readJson(cell) : cell] as const);
  return {
    row,
    keys: keysOf(all('external_id'), all('external_source')),
    name: first('name') ?? (parts.length > 0 ? parts.join(' ') : null),
    identifiers: filled.flatMap(({ column, cell }) => identifiersOf(column, cell, filled)),
    attributes: Object.fromEntries(attributes.toReversed()), // of two columns the first one counts
    tags: [...new Set(all('tag').flatMap(({ cell }) => splitCell(cell)))],
    extra: Object.fromEntries(kept),
  };
}

interface Filled {
  column: Column;
  cell: string;
}

/** The source of a key stands in the column of the same number. */
function keysOf(keys: Filled[], sources: Filled[]): RowToImport['keys'] {
  const numberOf = ({ column }: Filled) => /\d+$/.exec(column.name)?.[0] ?? '';
  return keys.map((key) => ({
    source: sources.find((source) => numberOf(source) === numberOf(key))?.cell.trim() ?? null,
    key: key.cell.trim(),
  }));
}

function identifiersOf({ target, name, keptAs }: Column, cell: string, filled: Filled[]): GivenIdentifier[] {
  const kind = kindOf(target);
  if (!kind) return [];
  const labels = splitPlaces(filled.find(({ column }) => column.target === `label:${name}`)?.cell ?? '');
  return splitPlaces(cell).flatMap((text, place) => {
    const given = text.trim();
    if (given === '') return [];
    const [, value = given, account] = (isScoped(kind) && /^(.+) \(([^()]+)\)$/.exec(given)) || [];
    const label = labels[place]?.trim() || null;
    return [{ kind, value, ...(account && { account }), label, orElse: { name: keptAs, value: given }, strict: true }];
  });
}

function kindOf(target: string): IdentifierKind | null {
  if (target === 'email' || target === 'phone') return target;
  if (target.startsWith('custom:')) return target as IdentifierKind;
  return target.startsWith('identifier:') ? (target.slice('identifier:'.length) as IdentifierKind) : null;
}

/** What our own export wrote as JSON; any other text stays a text. */
function readJson(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
