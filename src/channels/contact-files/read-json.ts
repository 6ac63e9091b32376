import type { ContactImportSettings } from '#contract/contact-import.ts';
import { IdentifierKind } from '#contract/identifiers.ts';
import type { ImportSettings } from '#domain/contacts/import/import-settings.ts';
import type { GivenIdentifier, RowToImport } from '#domain/contacts/import/row-to-import.ts';
import { type Column, columnTargets } from './column-targets.ts';
import type { ContactFile } from './contact-file.ts';
import { joinCell } from './csv-cells.ts';
import type { FileEncoding } from './file-encoding.ts';
import { jsonValues } from './json-values.ts';
import { tableRow } from './table-row.ts';

type Fields = Record<string, unknown>;

/** Opens contacts in JSON: as the API tells them (what our own export writes), or plain objects with the names that columns have. */
export async function openJson(
  path: string,
  encoding: FileEncoding,
  settings: ImportSettings,
  given: ContactImportSettings,
): Promise<ContactFile> {
  const columnsOf = remembered(settings, given.columns);
  return {
    format: 'json',
    encoding: encoding.encoding,
    delimiter: null,
    columns: [],
    async *rows() {
      for await (const value of jsonValues(path, encoding)) {
        const { row, bytes } = value;
        yield 'refused' in value ? value : { row, bytes, ...toRow(row, value.text, columnsOf) };
      }
    },
  };
}

function toRow(
  row: number,
  text: string,
  columnsOf: (names: string[]) => Column[],
): { contact: RowToImport } | { refused: string } {
  const value = readObject(text);
  if (!value) return { refused: 'It is no JSON object.' };
  if (Array.isArray(value.identifiers) && isObject(value.attributes)) return { contact: contactRow(row, value) };
  const columns = columnsOf(Object.keys(value));
  const values = Object.values(value);
  const contact = tableRow(row, columns, ({ place }) => cellOf(values[place]));
  for (const { place, target, keptAs } of columns) {
    const given = values[place];
    if (typeof given === 'object' && given !== null && (target === 'keep' || cellOf(given) === '')) {
      contact.extra[keptAs] = given;
    }
  }
  return { contact };
}

/** A value as a cell: several texts are joined as a table would have them; what is no text is kept as it is. */
function cellOf(value: unknown): string {
  if (Array.isArray(value) && value.every(isPlain)) return joinCell(value.map(String));
  return isPlain(value) ? String(value) : '';
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A contact as GET /contacts/{id} tells it. Numbers, versions and times are the other installation's own. */
function contactRow(row: number, contact: Fields): RowToImport {
  const externalIds = listOf(contact.externalIds).flatMap(({ source, id }) =>
    typeof source === 'string' && isPlain(id) ? [{ source, key: String(id) }] : [],
  );
  const conflicts = listOf(contact.conflicts).flatMap(({ field, value }) =>
    typeof field === 'string' && isPlain(value) ? [{ field, value: String(value) }] : [],
  );
  return {
    row,
    keys: externalIds,
    name: typeof contact.name === 'string' ? contact.name : null,
    identifiers: listOf(contact.identifiers).flatMap(identifierOf),
    attributes: Object.fromEntries(
      Object.entries(isObject(contact.attributes) ? contact.attributes : {}).flatMap(([name, value]) =>
        isPlain(value) ? [[name, String(value)]] : [],
      ),
    ),
    tags: Array.isArray(contact.tags) ? contact.tags.filter(isPlain).map(String) : [],
    extra: isObject(contact.extra) ? { ...contact.extra } : {},
    ...(conflicts.length > 0 && { conflicts }),
  };
}

function identifierOf(one: Fields): GivenIdentifier[] {
  const kind = IdentifierKind.safeParse(one.kind);
  if (!kind.success || typeof one.value !== 'string') return [];
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const [account, display] = [text(one.account), text(one.display)];
  return [
    {
      kind: kind.data as GivenIdentifier['kind'],
      value: one.value,
      ...(account && { account }),
      ...(display && { display }),
      label: text(one.label),
      main: one.main === true,
      shared: one.state === 'shared',
      orElse: { name: 'identifiers', value: [one] },
      strict: false,
    },
  ];
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Files repeat the same names: each set of them is looked at once. */
function remembered(settings: ImportSettings, chosen: ContactImportSettings['columns']) {
  const seen = new Map<string, Column[]>();
  return (names: string[]): Column[] => {
    const id = JSON.stringify(names);
    const columns = seen.get(id) ?? columnTargets(names, settings, chosen);
    if (seen.size < 1_000) seen.set(id, columns);
    return columns;
  };
}
