import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { ContactImportSettings } from '#contract/contact-import.ts';
import { readsLike } from './reads-like.ts';

export type Encoding = NonNullable<ContactImportSettings['encoding']>;

/** How the bytes of a file are read as text. */
export interface FileEncoding {
  encoding: Encoding;
  /** How lines are read that are no UTF-8: files are sewn together of others. */
  otherwise: Encoding;
  /** Whether a person chose it: then nothing is read otherwise. */
  isChosen: boolean;
  /** Bytes of the byte order mark. */
  mark: number;
  /** Whether lines end with CR alone, as old Macs wrote them. */
  onlyCr: boolean;
}

const legacy = ['windows-1250', 'iso-8859-2', 'windows-1252', 'windows-1251'] as const;
const enough = 256_000;

/**
 * Finds out how a file is written: by its byte order mark, by the zeros of UTF-16, by what is valid UTF-8, and for older encodings by what its letters
 * read like. Reads until it has seen enough letters beyond ASCII, or all of it.
 */
export async function fileEncoding(path: string, chosen?: Encoding): Promise<FileEncoding> {
  let beginning: Buffer | undefined;
  const seen = { utf8: 0, others: 0 };
  const sample: Buffer[] = [];
  let sampled = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    beginning ??= chunk as Buffer;
    const wide = beginning === chunk ? (chosen ?? marked(beginning)?.encoding) : undefined;
    if (wide?.startsWith('utf-16')) break;
    for (const piece of pieces(chunk as Buffer)) {
      if (isAscii(piece)) continue;
      if (isUtf8(piece)) seen.utf8 += 1;
      else {
        seen.others += 1;
        sample.push(piece);
      }
      sampled += piece.length;
    }
    if (sampled > enough) break;
  }
  const bytes = beginning ?? Buffer.alloc(0);
  const found = marked(bytes);
  const otherwise = older(Buffer.concat(sample));
  const encoding = chosen ?? found?.encoding ?? (seen.others > seen.utf8 ? otherwise : 'utf-8');
  const start = bytes.subarray(0, 65_536);
  return {
    encoding,
    otherwise: chosen ?? otherwise,
    isChosen: chosen !== undefined,
    mark: found && found.encoding === encoding ? found.mark : 0,
    onlyCr: !encoding.startsWith('utf-16') && start.includes(13) && !start.includes(10),
  };
}

/** Reads a line's bytes as text. */
export function textOf(bytes: Buffer, { encoding, otherwise, isChosen }: FileEncoding): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (encoding.startsWith('utf-16')) return bytes.toString('utf8'); // file-lines.ts has turned it into UTF-8
  if (isChosen) return decoderOf(encoding).decode(bytes);
  return isUtf8(bytes) ? bytes.toString('utf8') : decoderOf(otherwise).decode(bytes);
}

const decoders = new Map<string, TextDecoder>();

function decoderOf(encoding: Encoding): TextDecoder {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding);
  decoders.set(encoding, decoder);
  return decoder;
}

/** By its byte order mark, or by the zeros beside every Latin letter of UTF-16. */
function marked(bytes: Buffer): { encoding: Encoding; mark: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const start = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [place, byte] of start.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const many = start.length / 5;
  const [even = 0, odd = 0] = zeros;
  if (odd > many && even < many / 8) return { encoding: 'utf-16le', mark: 0 };
  if (even > many && odd < many / 8) return { encoding: 'utf-16be', mark: 0 };
  return null;
}

/** The older encoding in which a sample reads best. */
function older(sample: Buffer): Encoding {
  if (sample.length === 0) return 'windows-1252';
  const readings = legacy.map((encoding) => ({ encoding, score: readsLike(decoderOf(encoding).decode(sample)) }));
  return readings.reduce((best, one) => (one.score > best.score ? one : best)).encoding;
}

const longest = 16_384;

/** The lines of a chunk; long ones, and what the chunk cuts, in pieces without halves of characters at their ends. */
function* pieces(chunk: Buffer): Generator<Buffer> {
  for (let from = 0; from < chunk.length; ) {
    const end = chunk.indexOf(10, from) + 1 || chunk.length;
    const to = Math.min(end, from + longest);
    yield whole(chunk.subarray(from, to));
    from = to;
  }
}

/** Without bytes at both ends that may be parts of a character of UTF-8. */
function whole(piece: Buffer): Buffer {
  let [from, to] = [0, piece.length];
  while (from < 3 && from < to && ((piece[from] ?? 0) & 0xc0) === 0x80) from += 1;
  for (let back = 1; back <= 3 && back <= to - from; back++) {
    const byte = piece[to - back] ?? 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (length > back) to -= back;
    break;
  }
  return piece.subarray(from, to);
}
