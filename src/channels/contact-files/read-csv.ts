import type { ContactImportSettings } from '#contract/contact-import.ts';
import { Refusal } from '#contract/errors.ts';
import type { ImportSettings } from '#domain/contacts/import/import-settings.ts';
import type { RowRead } from '#domain/contacts/import/row-to-import.ts';
import { type Column, columnTargets } from './column-targets.ts';
import type { ContactFile } from './contact-file.ts';
import { unguardCell } from './csv-cells.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import { type FileEncoding, textOf } from './file-encoding.ts';
import { fileLines } from './file-lines.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { tableRow } from './table-row.ts';

const mostColumns = 1_000;
const longestCell = 1_000_000;
const looksAt = 50;

/**
 * Opens a table of contacts: any delimiter, encoding and header. Cells that were made harmless for spreadsheets are read as they were.
 * @throws INVALID for a file without a header, or of more than 1,000 columns.
 */
export async function openCsv(
  path: string,
  encoding: FileEncoding,
  settings: ImportSettings,
  given: ContactImportSettings,
): Promise<ContactFile> {
  const beginning = await firstLines(path, encoding);
  const delimiter = given.delimiter ?? sniffDelimiter(beginning);
  const records = () => recordsOf(path, encoding, delimiter);
  const first = await take(records(), 1 + looksAt);
  const header = headerOf(first[0]);
  const columns = columnTargets(header, settings, given.columns);
  const samples = first.slice(1);
  return {
    format: 'csv',
    encoding: encoding.encoding,
    delimiter,
    columns: columns.map((column) => ({
      name: column.name,
      target: column.target,
      sample: sampleOf(column, samples),
    })),
    async *rows() {
      let isHeader = true;
      for await (const record of recordsOf(path, encoding, delimiter, header.length)) {
        if (!isHeader) yield toRow(record, columns, header.length);
        isHeader = false;
      }
    },
  };
}

/** The line `sep=;` of Excel is none of the table. */
async function* recordsOf(
  path: string,
  encoding: FileEncoding,
  delimiter: string,
  width = 0,
): AsyncGenerator<CsvRecord> {
  for await (const record of csvRecords(path, encoding, { delimiter, width })) {
    const isSep = record.row === 1 && 'cells' in record && /^sep=.?$/i.test(record.cells.join(delimiter));
    if (!isSep) yield record;
  }
}

function toRow(record: CsvRecord, columns: Column[], width: number): RowRead {
  const { row, bytes } = record;
  if ('refused' in record) return record;
  const { cells } = record;
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
    return { row, bytes, refused: `It has ${cells.length} cells, and the header has ${width}.` };
  if (cells.some((cell) => cell.length > longestCell))
    return { row, bytes, refused: `A cell is longer than ${longestCell.toLocaleString('en')} characters.` };
  return { row, bytes, contact: tableRow(row, columns, ({ place }) => unguardCell(cells[place] ?? '')) };
}

function headerOf(record: CsvRecord | undefined): string[] {
  if (!record) throw new Refusal('INVALID', 'The file is empty.');
  if ('refused' in record) throw new Refusal('INVALID', `The header cannot be read: ${record.refused}`);
  if (record.cells.length > mostColumns) {
    const count = record.cells.length.toLocaleString('en');
    throw new Refusal(
      'INVALID',
      `The file has ${count} columns. At most ${mostColumns.toLocaleString('en')} can be imported.`,
    );
  }
  return record.cells.map(unguardCell);
}

function sampleOf({ place }: Column, records: CsvRecord[]): string | null {
  const cells = records.flatMap((record) => ('cells' in record ? (record.cells[place] ?? '') : []));
  const cell = cells.find((one) => one.trim() !== '');
  return cell === undefined ? null : unguardCell(cell).slice(0, 200);
}

async function firstLines(path: string, encoding: FileEncoding): Promise<string[]> {
  const lines = await take(fileLines(path, encoding, 1_000_000), looksAt);
  return lines.flatMap(({ bytes }) => (bytes ? textOf(bytes, encoding) : []));
}

async function take<Item>(items: AsyncGenerator<Item>, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}
