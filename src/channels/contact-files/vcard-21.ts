import { TextDecoder } from 'node:util';
import { paramOf, type VcardLine } from './vcard-line.ts';
import { escapeText, splitRaw, unescapeText } from './vcard-text.ts';

const structured = new Set(['N', 'ADR', 'ORG']);
const texts = new Set([
  'FN',
  'NOTE',
  'TITLE',
  'ROLE',
  'LABEL',
  'NICKNAME',
  'CATEGORIES',
  'EMAIL',
  'TEL',
  'AGENT',
  'MAILER',
]);

/**
 * A line of vCard 2.1 as 3.0 writes it: quoted-printable and its character set decoded, base64 in one piece, texts with the escapes of 3.0. In 2.1 only
 * `;` is escaped, and a comma is a comma. A line that uses none of this stays as it is, whatever its version says.
 */
export function asVcard3(line: VcardLine, isOld: boolean): VcardLine {
  const encoding = paramOf(line, 'ENCODING')[0]?.toLowerCase();
  if (encoding === 'base64' || encoding === 'b')
    return { ...withParams(line, { ENCODING: ['b'] }), value: line.value.replace(/\s+/g, '') };
  const isQuoted = encoding === 'quoted-printable';
  if (!isQuoted && !isOld) return line;
  const value = isQuoted ? decodeQuoted(line.value, paramOf(line, 'CHARSET')[0]) : line.value;
  return { ...withParams(line, {}), value: escaped(line.name, value) };
}

/** The bytes of a quoted-printable text (RFC 2045 §6.7), read in a character set; what says none is UTF-8, else Western European. */
function decodeQuoted(value: string, charset: string | undefined): string {
  const bytes = Buffer.from(
    value
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const given = decoderOf(charset ?? 'utf-8', true);
  try {
    if (given) return given.decode(bytes);
  } catch {
    // not what it says it is
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** The decoder of a character set by its name; null for none that is known. */
export function decoderOf(charset: string, fatal: boolean): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return null;
  }
}

function escaped(name: string, value: string): string {
  if (structured.has(name)) {
    return splitRaw(value, ';')
      .map((part) => escapeText(unescapeText(part)))
      .join(';');
  }
  return texts.has(name) ? escapeText(unescapeText(value)) : value.replace(/\r?\n/g, '\\n');
}

/** Without what is decoded, with what is said instead. */
function withParams(line: VcardLine, params: Record<string, string[]>): VcardLine {
  const others = line.params.filter(([name]) => name !== 'ENCODING' && name !== 'CHARSET');
  return { ...line, params: [...others, ...Object.entries(params)] };
}
