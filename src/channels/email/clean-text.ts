/** Signs that turn the direction of a line: they make `exe.gpj` look like `jpg.exe` and change what a name seems to say. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const lineBreaking = /[\p{Cc}\u2028\u2029]+/gu;
const unprintable = /[^\P{Cc}\n\t]/gu;

/**
 * One line for subjects, names and addresses: control characters and line breaks become a space (no header can be
 * injected by what is written on), turning signs go, white space is single. At most `limit` characters.
 */
export function cleanLine(text: string, limit: number): string {
  const line = text.replace(lineBreaking, ' ').replace(turning, '').replace(/\s+/g, ' ').trim();
  return cut(line, limit);
}

/** A text of several lines as it can be stored and shown: line ends are `\n`, other control characters are gone. At most `limit` characters. */
export function cleanText(text: string, limit: number): string {
  return cut(cut(text, limit).replace(/\r\n?/g, '\n').replace(/\f/g, '\n').replace(unprintable, ''), limit);
}

/**
 * A file name that is safe to show and to offer for download: the last part of a path, without control, turning and
 * reserved characters, never a dot file. Falls back to `attachment` with its place in the mail.
 */
export function cleanFileName(name: string | null, place: number, type: string): string {
  const last =
    cleanLine(name ?? '', 10_000)
      .split(/[/\\]/)
      .at(-1) ?? '';
  const safe = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+/, '')
    .trim();
  if (safe) return shortFileName(safe);
  return `attachment-${place}${type === 'message/rfc822' ? '.eml' : ''}`;
}

function shortFileName(name: string): string {
  if (name.length <= 200) return name;
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  return `${cut(name, 200 - ending.length)}${ending}`;
}

/** Cuts without leaving half a surrogate pair, which no database takes. */
function cut(text: string, limit: number): string {
  return (text.length > limit ? text.slice(0, limit) : text).toWellFormed();
}
