import { type FileEncoding, textOf } from './file-encoding.ts';
import { fileLines } from './file-lines.ts';

/** One value of a JSON file, as its text, by the line where it begins. */
export type JsonText = { row: number; bytes: number } & ({ text: string } | { refused: string });

const longest = 3_000_000;

/**
 * The values of a JSON file one after the other: the items of one array, or values behind each other, a line each or over several lines. Memory holds
 * one value. Where each line is a value of its own, a broken line harms no other.
 */
export async function* jsonValues(path: string, encoding: FileEncoding): AsyncGenerator<JsonText> {
  const scan = scanner();
  let isByLine: boolean | null = null;
  for await (const { number, bytes, done } of fileLines(path, encoding, longest)) {
    const text = bytes === null ? null : textOf(bytes, encoding);
    if (text?.trim() === '') continue;
    isByLine ??= text !== null && isWhole(text);
    const found = isByLine ? [{ row: number, ...asText(text) }] : scan.line(number, text ?? '');
    for (const one of found) yield { ...one, bytes: done };
  }
  for (const one of scan.end()) yield { ...one, bytes: 0 };
}

function asText(text: string | null): { text: string } | { refused: string } {
  return text === null ? tooLong : { text: text.replace(/,\s*$/, '') };
}

const tooLong = { refused: `It is longer than ${longest / 1_000_000} MB.` };

/** Whether the first line is an object by itself: then all are taken to be. */
function isWhole(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

type Found = { row: number } & ({ text: string } | { refused: string });

/** Cuts a text, line by line, into the objects that lie in it side by side or in one array. */
function scanner() {
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let row = 0;
  let parts: string[] = [];
  let length = 0;

  const keep = (part: string) => {
    length += part.length + 1;
    if (length <= longest) parts.push(part);
  };
  const take = (): Found => {
    const found: Found = length > longest ? { row, ...tooLong } : { row, text: parts.join('\n') };
    parts = [];
    length = 0;
    return found;
  };

  return {
    line(number: number, text: string): Found[] {
      const found: Found[] = [];
      let from = depth > 0 ? 0 : -1;
      for (let place = 0; place < text.length; place++) {
        const sign = text[place];
        if (isInText) {
          if (isEscaped) isEscaped = false;
          else if (sign === '\\') isEscaped = true;
          else if (sign === '"') isInText = false;
        } else if (sign === '"') isInText = depth > 0;
        else if (sign === '{' || (sign === '[' && depth > 0)) {
          if (depth === 0) [from, row] = [place, number];
          depth += 1;
        } else if ((sign === '}' || sign === ']') && depth > 0) {
          depth -= 1;
          if (depth > 0) continue;
          keep(text.slice(from, place + 1));
          found.push(take());
          from = -1;
        }
      }
      if (depth > 0) keep(text.slice(Math.max(from, 0)));
      return found;
    },
    end: (): Found[] => (depth > 0 ? [{ row, refused: 'It has no end: a bracket or a quote is missing.' }] : []),
  };
}
