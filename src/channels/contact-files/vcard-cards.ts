import { isAscii } from 'node:buffer';
import { type FileEncoding, textOf } from './file-encoding.ts';
import { fileLines } from './file-lines.ts';
import { asVcard3, decoderOf } from './vcard-21.ts';
import { readLine, type VcardLine } from './vcard-line.ts';

/** One vCard of a file, by its number, as lines of version 3.0 or 4.0; or why it is none. */
export type VcardRead = { row: number; bytes: number } & ({ lines: VcardLine[] } | { refused: string });

const longestLine = 3_000_000;
const longestCard = 5_000_000;

/**
 * Reads a file of vCards card by card: versions 2.1, 3.0 and 4.0, whatever stands between them. A card that is broken is refused, and the rest goes on. Lines
 * are put together before they are decoded, since old writers fold in the middle of a character; a line that is none is kept as X-VIZITKA-LINE.
 */
export async function* vcards(path: string, encoding: FileEncoding): AsyncGenerator<VcardRead> {
  let row = 0;
  let card: Buffer[] | null = null;
  let length = 0;
  let depth = 0;
  for await (const { bytes, done } of fileLines(path, encoding, longestLine)) {
    const mark = bytes && bytes.length < 40 ? marker(bytes) : null;
    if (mark === 'begin' && !(card && isNested(card))) {
      if (card) yield { row, bytes: done, refused: 'It has no END:VCARD.' };
      row += 1;
      [card, length, depth] = [[], 0, 1];
    } else if (card) {
      if (mark) depth += mark === 'begin' ? 1 : -1;
      length += (bytes?.length ?? longestCard) + 1;
      if (depth > 0 && bytes && length <= longestCard) card.push(bytes);
      if (depth > 0) continue;
      if (length > longestCard) yield { row, bytes: done, refused: `It is longer than ${longestCard / 1_000_000} MB.` };
      else yield { row, bytes: done, lines: linesOf(card, encoding) };
      card = null;
    }
  }
  if (card) yield { row, bytes: 0, refused: 'It has no END:VCARD.' };
}

function marker(bytes: Buffer): 'begin' | 'end' | null {
  const text = bytes.toString('latin1').trim().toUpperCase();
  return text === 'BEGIN:VCARD' ? 'begin' : text === 'END:VCARD' ? 'end' : null;
}

/** A card inside another is the value of AGENT (2.1). */
function isNested(card: Buffer[]): boolean {
  return (
    /^(?:[\w-]+\.)?AGENT[;:]/i.test(card.at(-1)?.toString('latin1') ?? '') ||
    card.some((line) => marker(line) === 'begin')
  );
}

function linesOf(card: Buffer[], encoding: FileEncoding): VcardLine[] {
  const unfolded = unfold(card);
  const isOld = unfolded.some((line) => /^VERSION:2/i.test(line.toString('latin1')));
  return unfolded.flatMap((bytes) => {
    const text = textOfLine(bytes, encoding);
    if (text.trim() === '') return [];
    const line = readLine(text);
    return line ? asVcard3(line, isOld) : { group: null, name: 'X-VIZITKA-LINE', params: [], value: text };
  });
}

/** Lines with what belongs to them: folded parts, soft line breaks of quoted-printable, base64 over several lines, and a card in AGENT. */
function unfold(card: Buffer[]): Buffer[] {
  const lines: Buffer[][] = [];
  let isInAgent = false;
  for (const bytes of card) {
    const last = lines.at(-1);
    const head = last?.[0]?.subarray(0, 200).toString('latin1') ?? '';
    const mark = marker(bytes);
    if (last && (isInAgent || mark === 'begin')) {
      last.push(Buffer.from('\\n'), bytes);
      isInAgent = mark !== 'end';
    } else if (last && isSoftBreak(head, last.at(-1))) last.push(Buffer.from('\n'), bytes);
    else if (last && (bytes[0] === 32 || bytes[0] === 9))
      last.push(isBase64(head) ? trimmed(bytes) : bytes.subarray(1));
    else if (last && isBase64(head) && bytes.length > 0 && !bytes.includes(58)) last.push(trimmed(bytes));
    else lines.push([bytes]);
  }
  return lines.map((parts) => (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
}

function isSoftBreak(head: string, part: Buffer | undefined): boolean {
  return part?.at(-1) === 61 && /^[^:]*QUOTED-PRINTABLE/i.test(head);
}

function isBase64(head: string): boolean {
  return /^[^:]*(?:BASE64|ENCODING=B)[;:]/i.test(head);
}

function trimmed(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').trim(), 'latin1');
}

/** A line of its own character set says so (2.1); others are read as the file is. */
function textOfLine(bytes: Buffer, encoding: FileEncoding): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  const charset = /^[^:]*;CHARSET="?([\w-]+)/i.exec(bytes.subarray(0, 300).toString('latin1'))?.[1];
  const decoder = charset && !encoding.isChosen ? decoderOf(charset, true) : null;
  try {
    if (decoder) return decoder.decode(bytes);
  } catch {
    // not what it says it is
  }
  return textOf(bytes, encoding);
}
