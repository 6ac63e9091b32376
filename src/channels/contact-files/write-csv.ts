import { stringify } from 'csv-stringify/sync';
import { type Contact, type ContactIdentifier, defaultAttributes, reachingAttributes } from '#contract/contact.ts';
import type { ExportColumns } from '#domain/contacts/export/export-columns.ts';
import type { ImportSettings } from '#domain/contacts/import/import-settings.ts';
import { isTaken } from './column-targets.ts';
import { guardCell, joinCell } from './csv-cells.ts';

/** A column of the export: its header, and what a contact has in it. */
interface CsvColumn {
  name: string;
  cell: (contact: Contact) => string;
}

/**
 * Contacts as a table (RFC 4180, UTF-8): several values of a cell stand behind semicolons, the main one first. Every column is named so that an import takes
 * it for what it is. Cells that a spreadsheet would execute are made harmless (R-DIR-9); an import takes that off again.
 */
export async function* csvOf(
  contacts: AsyncIterable<Contact>,
  columns: ExportColumns,
  settings: Pick<ImportSettings, 'fields' | 'attributes'>,
): AsyncGenerator<string> {
  const all = columnsOf(columns, settings);
  yield line(all.map(({ name }) => name));
  for await (const contact of contacts) yield line(all.map(({ cell }) => cell(contact)));
}

function line(cells: string[]): string {
  return stringify([cells.map(guardCell)], { quoted_match: /[\r\n]/ });
}

function columnsOf(columns: ExportColumns, settings: Pick<ImportSettings, 'fields' | 'attributes'>): CsvColumn[] {
  const keys = Array.from({ length: columns.keys }, (_, place) => keyColumns(place)).flat();
  const kinds = ['email', 'phone', ...columns.kinds];
  // where one may be reached came later: it has a column only where somebody has it, so that those of old stay in their places
  const usual = defaultAttributes.filter((name) => !(reachingAttributes as readonly string[]).includes(name));
  const others = columns.attributes.filter((name) => !(usual as readonly string[]).includes(name));
  const attributes = [...usual, ...others.map((name) => `attribute:${name}` as const)];
  return [
    { name: 'id', cell: ({ id }) => String(id) },
    ...keys,
    { name: 'name', cell: ({ name }) => name ?? '' },
    ...kinds.map((kind) => valueColumn(kind)),
    ...columns.labelled.map((kind) => labelColumn(kind)),
    ...attributes.map((name) => ({
      name,
      cell: (contact: Contact) => contact.attributes[name.replace('attribute:', '')] ?? '',
    })),
    { name: 'tags', cell: ({ tags }) => joinCell(tags) },
    ...columns.texts.map((name) => ({
      name: isTaken(name, settings) ? `keep:${name}` : name,
      cell: ({ extra }: Contact) => (typeof extra[name] === 'string' ? extra[name] : ''),
    })),
    ...columns.others.map((name) => ({
      name: `${name}:json`,
      cell: ({ extra }: Contact) => (isText(extra[name]) ? '' : JSON.stringify(extra[name])),
    })),
  ];
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function keyColumns(place: number): CsvColumn[] {
  const number = place === 0 ? '' : String(place + 1);
  return [
    { name: `external_id${number}`, cell: ({ externalIds }) => externalIds[place]?.id ?? '' },
    { name: `external_source${number}`, cell: ({ externalIds }) => externalIds[place]?.source ?? '' },
  ];
}

function headerOf(kind: string): string {
  return kind === 'email' || kind === 'phone' || kind.startsWith('custom:') ? kind : `identifier:${kind}`;
}

function valueColumn(kind: string): CsvColumn {
  return { name: headerOf(kind), cell: (contact) => joinCell(ofKind(contact, kind).map(written)) };
}

/** The labels of the values in the column of their kind, in its order. */
function labelColumn(kind: string): CsvColumn {
  return {
    name: `label:${headerOf(kind)}`,
    cell: (contact) => {
      const labels = ofKind(contact, kind).map(({ label }) => label ?? '');
      return labels.some(Boolean) ? joinCell(labels) : '';
    },
  };
}

function ofKind({ identifiers }: Contact, kind: string): ContactIdentifier[] {
  return identifiers.filter((one) => one.kind === kind);
}

function written({ display, account }: ContactIdentifier): string {
  return account ? `${display} (${account})` : display;
}
