import { isAscii, isUtf8 } from 'node:buffer';

/** Where the header of a mail may end: what a limit says and a look ahead of it. */
const headerLook = 1_000_000;
const fieldLine = /^[!-9;-~]+[ \t]*:/;
const knownField =
  /^(from|to|cc|bcc|subject|date|sender|reply-to|received|message-id|return-path|mime-version|content-[a-z-]+|delivered-to|in-reply-to|references|x-[a-z0-9-]+|list-[a-z-]+)[ \t]*:/i;

/**
 * Makes bytes ready for the MIME parser, as mail stores spoil them: a byte order mark, leading blank lines, an mbox
 * "From " line, old Mac line ends, letters in the header that are neither ASCII nor UTF-8 (RFC 6532), a missing blank line
 * before the body. `refused` says for people why the bytes are no mail at all.
 */
export function prepareRaw(raw: Uint8Array): { raw: Uint8Array; headerLength: number } | { refused: string } {
  if (raw.length === 0) return { refused: 'The file is empty.' };
  const bytes = withLineFeeds(skipPreamble(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)));
  if (bytes.length === 0) return { refused: 'The file is empty.' };
  const end = headerEnd(bytes);
  const lines = bytes.subarray(0, Math.min(end, headerLook)).toString('latin1').split(/\r?\n/);
  if (!isMail(lines))
    return { refused: 'This is not an e-mail message: it does not begin with a header such as From or Subject.' };
  const whole = end === bytes.length ? withBlankLine(bytes, lines) : bytes;
  return { raw: withReadableHeader(whole), headerLength: headerEnd(whole) };
}

function skipPreamble(bytes: Buffer): Buffer {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (;;) {
    while (start < bytes.length && [0x0a, 0x0d, 0x20, 0x09].includes(bytes[start] ?? 0)) start++;
    if (!/^>?From (?![ \t]*:)/.test(bytes.toString('latin1', start, start + 80))) return bytes.subarray(start);
    const lineEnd = bytes.indexOf(0x0a, start);
    start = lineEnd < 0 ? bytes.length : lineEnd + 1;
  }
}

/** A file with line ends of CR alone, as old Macs wrote, gets LF. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.subarray(0, 65_536).includes(0x0a) || !bytes.subarray(0, 65_536).includes(0x0d)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === 0x0d ? 0x0a : byte)));
}

function headerEnd(bytes: Buffer): number {
  const [lf, crlf] = [bytes.indexOf('\n\n'), bytes.indexOf('\n\r\n')];
  const ends = [lf, crlf].filter((place) => place >= 0);
  return ends.length > 0 ? Math.min(...ends) + 1 : bytes.length;
}

/** One known field is enough; unknown ones count when nothing but fields stands there. Control characters where a field should stand mean a binary file. */
function isMail(lines: string[]): boolean {
  if (!fieldLine.test(lines[0] ?? '') && /[^\P{Cc}\t]/u.test(lines[0] ?? '')) return false;
  if (lines.some((line) => knownField.test(line))) return true;
  const written = lines.filter((line) => line.trim() !== '');
  return (
    written.length > 0 && written.every((line, place) => fieldLine.test(line) || (place > 0 && /^[ \t]/.test(line)))
  );
}

/** A header that runs into the body without a blank line: the body begins at the first line that can be no field. */
function withBlankLine(bytes: Buffer, lines: string[]): Buffer {
  let place = 0;
  for (const [index, line] of lines.entries()) {
    if (index > 0 && line !== '' && !fieldLine.test(line) && !/^[ \t]/.test(line)) {
      return Buffer.concat([bytes.subarray(0, place), Buffer.from('\n'), bytes.subarray(place)]);
    }
    const lineEnd = bytes.indexOf(0x0a, place);
    place = lineEnd < 0 ? bytes.length : lineEnd + 1;
  }
  return bytes;
}

/** A header in a national code page is read with the charset that the mail names for its body, else windows-1252. */
function withReadableHeader(bytes: Buffer): Buffer {
  const end = Math.min(headerEnd(bytes), headerLook);
  const header = bytes.subarray(0, end);
  if (isAscii(header) || isUtf8(header)) return bytes;
  const named = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(bytes.toString('latin1', 0, 100_000))?.[1] ?? 'windows-1252';
  const charset = /^(utf-?8|us-ascii)$/i.test(named) ? 'windows-1252' : named;
  return Buffer.concat([Buffer.from(decoderFor(charset).decode(header)), bytes.subarray(end)]);
}

function decoderFor(charset: string) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
