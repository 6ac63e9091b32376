import { parse } from 'csv-parse/sync';
import { type FileEncoding, textOf } from './file-encoding.ts';
import { type FileLine, fileLines } from './file-lines.ts';

/** A record of a CSV file, by the line where it begins, or why it is none. */
export type CsvRecord = { row: number; bytes: number } & ({ cells: string[] } | { refused: string });

/** Bytes of one record; longer ones are refused. */
const longest = 3_000_000;
/** Lines of one record: texts with line ends in cells of quotes. */
const mostLines = 2_000;

/**
 * Reads a CSV file record by record (RFC 4180; quotes inside cells without quotes stand for themselves). A record whose quotes do not match is refused
 * at its first line, and reading goes on at the next: one quote too many costs one row, never the rest of the file. Empty lines are passed over.
 * @param width how many columns there are: a record over several lines that has more is taken to be broken. 0: not known.
 */
export async function* csvRecords(
  path: string,
  encoding: FileEncoding,
  { delimiter, width = 0 }: { delimiter: string; width?: number },
): AsyncGenerator<CsvRecord> {
  const lines = fileLines(path, encoding, longest);
  const waiting: FileLine[] = [];
  const next = async () => waiting.shift() ?? (await lines.next()).value ?? null;
  for (let line = await next(); line; line = await next()) {
    if (line.bytes === null) {
      yield refused(line, `The line is longer than ${longest / 1_000_000} MB.`);
      continue;
    }
    const text = textOf(line.bytes, encoding);
    if (text.trim() === '') continue;
    if (!text.includes('"')) {
      yield { row: line.number, bytes: line.done, cells: text.split(delimiter) };
      continue;
    }
    const first = cellsOf(text, delimiter);
    if ('cells' in first) {
      yield { row: line.number, bytes: line.done, ...first };
      continue;
    }
    const more = first.isOpen ? await untilQuotesMatch(line, next) : [];
    const whole = Buffer.concat(
      [line, ...more].flatMap(({ bytes, end }) => [bytes ?? Buffer.alloc(0), Buffer.from(end)]),
    );
    const read = more.length > 0 ? cellsOf(textOf(whole, encoding).replace(/\r?\n$/, ''), delimiter) : first;
    if ('cells' in read && (width === 0 || read.cells.length <= width)) {
      yield { row: line.number, bytes: more.at(-1)?.done ?? line.done, ...read };
    } else {
      waiting.unshift(...more);
      yield refused(line, 'Its quotes do not match.');
    }
  }
}

function refused({ number, done }: FileLine, why: string): CsvRecord {
  return { row: number, bytes: done, refused: why };
}

/** The lines that follow, up to one with an odd number of quotes: it may close the cell. What comes after the last line tried is none of the record. */
async function untilQuotesMatch(line: FileLine, next: () => Promise<FileLine | null>): Promise<FileLine[]> {
  const more: FileLine[] = [];
  let length = line.bytes?.length ?? 0;
  let isOdd = true;
  while (isOdd && more.length < mostLines && length < longest) {
    const another = await next();
    if (!another) break;
    more.push(another);
    if (another.bytes === null) break;
    length += another.bytes.length;
    if (quotesIn(another.bytes) % 2 === 1) isOdd = false;
  }
  return more;
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(34); at >= 0; at = bytes.indexOf(34, at + 1)) count += 1;
  return count;
}

/** The cells of one record; `isOpen` where a cell of quotes goes on after its end. */
function cellsOf(text: string, delimiter: string): { cells: string[] } | { isOpen: boolean } {
  const options = { delimiter, relax_column_count: true, record_delimiter: '\n' };
  try {
    return one(parse(text, options));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'INVALID_OPENING_QUOTE') return { isOpen: code === 'CSV_QUOTE_NOT_CLOSED' };
  }
  try {
    return one(parse(text, { ...options, relax_quotes: true }));
  } catch (error) {
    return { isOpen: (error as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED' };
  }
}

function one(records: string[][]): { cells: string[] } | { isOpen: boolean } {
  return records.length === 1 && records[0] ? { cells: records[0] } : { isOpen: false };
}
