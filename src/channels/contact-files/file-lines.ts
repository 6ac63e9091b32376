import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { FileEncoding } from './file-encoding.ts';

/** A line of a file. */
export interface FileLine {
  /** From 1 on. */
  number: number;
  /** Without its end; null for a line longer than is taken, which is not kept. */
  bytes: Buffer | null;
  /** What ended it: `\n`, `\r\n`, or nothing at the end of the file. */
  end: string;
  /** Bytes of the file that are read by then. */
  done: number;
}

/** Reads a file line by line; memory holds one line of at most `most` bytes. Files in UTF-16 come as UTF-8. */
export async function* fileLines(path: string, encoding: FileEncoding, most: number): AsyncGenerator<FileLine> {
  const stream = createReadStream(path, { start: encoding.mark, highWaterMark: 1 << 18 });
  let parts: Buffer[] = [];
  let held = 0;
  let number = 0;
  const line = (rest: Buffer, end: string): FileLine => {
    number += 1;
    const length = held + rest.length;
    const bytes = length > most ? null : parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
    parts = [];
    held = 0;
    return { number, done: encoding.mark + stream.bytesRead, ...ended(bytes, end) };
  };
  for await (const chunk of inUtf8(stream, encoding)) {
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      yield line(chunk.subarray(from, to), '\n');
      from = to + 1;
    }
    const rest = chunk.subarray(from);
    held += rest.length;
    if (held > most) parts = [];
    else if (rest.length > 0) parts.push(rest);
  }
  if (held > 0) {
    const rest = held > most ? Buffer.alloc(0) : Buffer.concat(parts);
    parts = [];
    held = held > most ? held : 0;
    yield line(rest, '');
  }
}

/** The text of a file as it comes, in one encoding, with how many bytes of it are read by then. */
export async function* fileTexts(
  path: string,
  { encoding, mark }: FileEncoding,
): AsyncGenerator<{ text: string; done: number }> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let done = mark;
  for await (const chunk of createReadStream(path, { start: mark, highWaterMark: 1 << 18 })) {
    done += (chunk as Buffer).length;
    yield { text: decoder.decode(chunk as Buffer, { stream: true }), done };
  }
  yield { text: decoder.decode(), done };
}

function ended(bytes: Buffer | null, end: string): Pick<FileLine, 'bytes' | 'end'> {
  if (end !== '\n' || bytes?.at(-1) !== 13) return { bytes, end };
  return { bytes: bytes.subarray(0, -1), end: '\r\n' };
}

async function* inUtf8(stream: AsyncIterable<Buffer>, { encoding, onlyCr }: FileEncoding): AsyncGenerator<Buffer> {
  const decoder = encoding.startsWith('utf-16') ? new TextDecoder(encoding, { ignoreBOM: true }) : null;
  for await (const chunk of stream) {
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield onlyCr ? Buffer.from(chunk.map((byte) => (byte === 13 ? 10 : byte))) : chunk;
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest);
}
