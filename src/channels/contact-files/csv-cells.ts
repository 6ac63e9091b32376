/**
 * What a spreadsheet would execute is made harmless by an apostrophe before it (OWASP, CSV injection): texts that begin with = + - @, a tab, CR, or the
 * full-width twins of the signs; and, so that it can be told apart, texts that begin with apostrophes before such a sign.
 */
export function guardCell(text: string): string {
  return /^'*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe off again. */
export function unguardCell(text: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text;
}

/** Several texts in one cell, with `;` between them. A `;` in a text is written `\;`, and backslashes before one are doubled. */
export function joinCell(texts: string[]): string {
  return texts
    .map((text) => text.replace(/(\\*);/g, '$1$1\\;'))
    .map((text, place) => (place < texts.length - 1 ? text.replace(/\\+$/, '$&$&') : text))
    .join(';');
}

/** The texts of a cell, trimmed; empty ones are left out. A backslash means something only before `;`. */
export function splitCell(cell: string): string[] {
  return splitPlaces(cell)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** The same with the empty ones, untrimmed: what stands beside the texts of another cell. */
export function splitPlaces(cell: string): string[] {
  const texts = [''];
  for (const [part] of cell.matchAll(/\\+;|;|[^\\;]+|\\+/g)) {
    const last = texts.length - 1;
    if (part === ';') texts.push('');
    else if (part.startsWith('\\') && part.endsWith(';')) {
      const slashes = part.length - 1;
      texts[last] += '\\'.repeat(Math.floor(slashes / 2)) + (slashes % 2 === 1 ? ';' : '');
      if (slashes % 2 === 0) texts.push('');
    } else texts[last] += part;
  }
  return texts;
}
