/** Takes the escapes off a text: `\n` is a line end, and any other sign behind a backslash is itself (RFC 6350 §3.4). */
export function unescapeText(raw: string): string {
  return raw.replace(/\\(.)/gs, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

/** Writes a text as a value. */
export function escapeText(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** The parts of a value between signs that are not escaped, still as they are written. */
export function splitRaw(raw: string, sign: ';' | ','): string[] {
  const parts = [''];
  for (const [part] of raw.matchAll(/\\.|[^\\]|\\$/gs)) {
    if (part === sign) parts.push('');
    else parts[parts.length - 1] += part;
  }
  return parts;
}

/** The parts of a structured value (N, ADR, ORG) as texts; a part that is a list is joined by spaces. */
export function readParts(raw: string): string[] {
  return splitRaw(raw, ';').map((part) =>
    splitRaw(part, ',')
      .map((text) => unescapeText(text).trim())
      .filter(Boolean)
      .join(' '),
  );
}
