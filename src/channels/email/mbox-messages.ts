import { createReadStream } from 'node:fs';
import { mailLimits } from './mail-limits.ts';

/** One mail of an mbox file; `bytes` is how far into the file it reaches. A mail over 25 MB is cut and marked. */
export interface MboxMessage {
  raw: Uint8Array;
  bytes: number;
  truncated: boolean;
}

const separator = Buffer.from('\nFrom ');
const longestSeparator = 1_000;
const lookBehind = 3;

/**
 * The mails of an mbox file (RFC 4155; mboxo and mboxrd), read as a stream: memory holds one mail, however large the file is.
 * A mail begins at a "From " line that stands first or below a blank line and looks like a separator: with a time and a year,
 * or with a header field below. One `>` goes from lines like `>>From `, as mboxrd says.
 */
export async function* mboxMessages(path: string, chunkBytes = 1_048_576): AsyncGenerator<MboxMessage> {
  let held: Buffer = Buffer.alloc(0);
  let current = openMessage();
  let consumed = 0;
  // The place in `held` up to which there is no further separator
  let searched = 0;
  for await (const chunk of pieces(path, chunkBytes)) {
    held = chunk ? (held.length > 0 ? Buffer.concat([held, chunk]) : chunk) : held;
    let start = 0;
    for (;;) {
      const place = held.indexOf(separator, Math.max(searched, start));
      const verdict = place < 0 ? 'no' : isSeparator(held, place, chunk === null);
      if (place >= 0 && verdict === 'no') {
        searched = place + 1;
        continue;
      }
      if (verdict !== 'yes') {
        searched = place < 0 ? Math.max(start, held.length - separator.length) : place;
        break;
      }
      current.add(held.subarray(start, place + 1));
      consumed += place + 1 - start;
      yield* current.finish(consumed);
      current = openMessage();
      start = place + 1;
      searched = start;
    }
    const end = chunk === null ? held.length : Math.max(start, Math.min(searched, held.length) - lookBehind);
    current.add(held.subarray(start, end));
    consumed += end - start;
    held = held.subarray(end);
    searched -= end;
  }
  yield* current.finish(consumed);
}

/** The chunks of the file, then null for its end, so that what is held back is looked at once more. */
async function* pieces(path: string, highWaterMark: number): AsyncGenerator<Buffer | null> {
  yield* createReadStream(path, { highWaterMark });
  yield null;
}

function isSeparator(held: Buffer, place: number, atEnd: boolean): 'yes' | 'no' | 'more' {
  const blankAbove = held[place - 1] === 0x0a || (held[place - 1] === 0x0d && held[place - 2] === 0x0a);
  if (!blankAbove) return 'no';
  const line = place + 1;
  const lineEnd = held.indexOf(0x0a, line);
  const known = held.length - line;
  if (lineEnd < 0 || lineEnd - line > longestSeparator) return !atEnd && known < longestSeparator ? 'more' : 'no';
  const text = held.toString('latin1', line, lineEnd);
  if (/\d{1,2}:\d{2}/.test(text) && /\b(19|20)\d\d\b/.test(text)) return 'yes';
  const next = held.toString('latin1', lineEnd + 1, lineEnd + 1 + longestSeparator);
  if (!atEnd && next.length < longestSeparator && !next.includes('\n')) return 'more';
  return /^[!-9;-~]+:/.test(next) ? 'yes' : 'no';
}

function openMessage() {
  const pieces: Buffer[] = [];
  let length = 0;
  let truncated = false;
  return {
    add(piece: Buffer): void {
      const room = mailLimits.bytes - length;
      if (piece.length > room) truncated = true;
      const kept = piece.subarray(0, Math.max(0, room));
      if (kept.length === 0) return;
      length += kept.length;
      pieces.push(kept);
    },
    *finish(bytes: number): Generator<MboxMessage> {
      const whole = Buffer.concat(pieces);
      const raw = unescaped(withoutSeparator(whole));
      if (raw.some((byte) => byte > 0x20)) yield { raw, bytes, truncated };
    },
  };
}

/** The message without its "From " line, and without the blank line that the mbox writer put below it. */
function withoutSeparator(whole: Buffer): Buffer {
  const bom = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? 3 : 0;
  const isFrom = whole.toString('latin1', bom, bom + 5) === 'From ';
  const lineEnd = isFrom ? whole.indexOf(0x0a) : -1;
  const body = whole.subarray(isFrom ? (lineEnd < 0 ? whole.length : lineEnd + 1) : bom);
  if (body.at(-1) !== 0x0a) return body;
  if (body.at(-2) === 0x0a) return body.subarray(0, -1);
  return body.at(-2) === 0x0d && body.at(-3) === 0x0a ? body.subarray(0, -2) : body;
}

const escaped = /\n>+From /;

function unescaped(body: Buffer): Buffer {
  if (!body.includes('\n>')) return body;
  const text = body.toString('latin1');
  return escaped.test(text) ? Buffer.from(text.replace(/\n>(>*From )/g, '\n$1'), 'latin1') : body;
}
