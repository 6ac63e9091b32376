import { open } from 'node:fs/promises';
import type { ContactImportSettings } from '#contract/contact-import.ts';
import { Refusal } from '#contract/errors.ts';
import type { ImportSettings } from '#domain/contacts/import/import-settings.ts';
import type { ContactFile } from './contact-file.ts';
import { type FileEncoding, fileEncoding, textOf } from './file-encoding.ts';
import { openCsv } from './read-csv.ts';
import { openJson } from './read-json.ts';
import { openVcards } from './read-vcards.ts';

/**
 * Opens a file of contacts: a table (CSV), vCards or JSON, by what is in it, whatever its name says.
 * @param settings of the workspace: the fields that columns may go to.
 * @param given what a person chose of delimiter, encoding and columns.
 * @throws INVALID for what is known to be something else, an empty file, or a table of too many columns.
 */
export async function openContactFile(
  path: string,
  settings: ImportSettings,
  given: ContactImportSettings = {},
): Promise<ContactFile> {
  const beginning = await bytesOf(path, 65_536);
  mustBeText(beginning);
  const encoding = await fileEncoding(path, given.encoding);
  const text = beginningOf(beginning, encoding);
  if (text === '') throw new Refusal('INVALID', 'The file is empty.');
  if (/^BEGIN:VCARD\s/i.test(text)) return openVcards(path, encoding);
  if (/^(?:\[\s*(?:\{|\]|$)|\{)/.test(text)) return openJson(path, encoding, settings, given);
  return openCsv(path, encoding, settings, given);
}

function beginningOf(bytes: Buffer, encoding: FileEncoding): string {
  const start = bytes.subarray(encoding.mark);
  const text = encoding.encoding.startsWith('utf-16')
    ? new TextDecoder(encoding.encoding).decode(start)
    : textOf(start, encoding);
  return text.trimStart();
}

async function bytesOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const others: [begin: string, what: string][] = [
  ['PK\u0003\u0004', 'an Excel workbook or a ZIP archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook'],
  ['\u001f\u008b', 'a gzip archive'],
  ['7z\u00bc\u00af', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['%PDF', 'a PDF'],
];

function mustBeText(bytes: Buffer): void {
  const begin = bytes.subarray(0, 8).toString('latin1');
  const what = others.find(([signs]) => begin.startsWith(signs))?.[1];
  if (what) throw new Refusal('INVALID', `This is ${what}. Save it as CSV (UTF-8), vCard or JSON first.`);
}
