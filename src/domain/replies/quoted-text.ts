/** So many characters of a mail are quoted, and so many levels of older quotations in it. */
const most = { characters: 20_000, depth: 6 };

/**
 * A mail's text as a quotation (RFC 3676, section 4.5): `> ` before each line, `>` before one that is a quotation itself. Without its trailing blank
 * lines, and not endless.
 */
export function quotedText(text: string): { text: string; shortened: boolean } {
  const lines = text.replace(/\r\n?/gu, '\n').trim().split('\n');
  const near = lines.filter((line) => depthOf(line) <= most.depth);
  const kept: string[] = [];
  let characters = 0;
  for (const line of near) {
    characters += line.length + 3;
    if (characters > most.characters) break;
    kept.push(line.trimEnd());
  }
  const shortened = kept.length < lines.length;
  const quoted = kept.map((line) => (line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`));
  return { text: [...quoted, ...(shortened ? ['> […]'] : [])].join('\n').toWellFormed(), shortened };
}

function depthOf(line: string): number {
  return /^(?:>\s?)*/u.exec(line)?.[0].replace(/\s/gu, '').length ?? 0;
}

/** “On 4 May 2026 at 12:00, Jana wrote:”, as mail programs know it and fold what follows. Czech writes in the present, which has no gender. */
export function quoteIntroduction(
  { at, name, address }: { at: Date; name: string | null; address: string },
  language: 'en' | 'cs',
  timeZone: string | null,
): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'cs' ? 'cs-CZ' : 'en-GB', { ...options, timeZone: timeZone ?? 'UTC' }).format(
      at,
    );
  const day = format({ dateStyle: 'long' });
  const time = `${format({ timeStyle: 'short' })}${timeZone === null ? ' UTC' : ''}`; // where nobody said which, it is told
  const who = name ? `${name.replace(/[<>\s]+/gu, ' ').trim()} <${address}>` : address;
  return language === 'cs' ? `Dne ${day} v ${time} ${who} píše:` : `On ${day} at ${time}, ${who} wrote:`;
}
