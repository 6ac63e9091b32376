import { type FileEncoding, textOf } from './file-encoding.ts';
import { fileLines, fileTexts } from './file-lines.ts';
import { jsonScanner } from './json-scanner.ts';

/** One value of a JSON file, as its text, by the line where it begins. */
export type JsonText = { row: number; bytes: number } & ({ text: string } | { refused: string });

/** Characters of one value; longer ones are refused. */
const longest = 3_000_000;

/**
 * The values of a JSON file one after the other: the items of one array, or values behind each other, a line each or over several lines. Memory holds
 * one value. Where the first line is an object by itself, all are taken to be: then a broken line harms no other.
 */
export async function* jsonValues(path: string, encoding: FileEncoding): AsyncGenerator<JsonText> {
  const first = await firstLine(path, encoding);
  yield* isObject(first) ? byLine(path, encoding) : sideBySide(path, encoding);
}

async function firstLine(path: string, encoding: FileEncoding): Promise<string> {
  for await (const { bytes } of fileLines(path, encoding, longest)) {
    const text = bytes === null ? '' : textOf(bytes, encoding);
    if (text.trim() !== '' || bytes === null) return text;
  }
  return '';
}

function isObject(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

async function* byLine(path: string, encoding: FileEncoding): AsyncGenerator<JsonText> {
  for await (const { number, bytes, done } of fileLines(path, encoding, longest)) {
    const text = bytes === null ? null : textOf(bytes, encoding);
    if (text === null) yield { row: number, bytes: done, refused: `It is longer than ${longest / 1_000_000} MB.` };
    else if (text.trim() !== '') yield { row: number, bytes: done, text: text.replace(/,\s*$/, '') };
  }
}

async function* sideBySide(path: string, encoding: FileEncoding): AsyncGenerator<JsonText> {
  const scanner = jsonScanner(longest);
  let done = 0;
  for await (const { text, done: read } of fileTexts(path, encoding)) {
    done = read;
    for (const found of scanner.read(text)) yield { ...found, bytes: done };
  }
  for (const found of scanner.end()) yield { ...found, bytes: done };
}
