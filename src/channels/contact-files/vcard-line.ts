/** A content line of a vCard (RFC 6350 §3.3, RFC 2426 §4), unfolded; the value as it is written. */
export interface VcardLine {
  group: string | null;
  /** In capitals. */
  name: string;
  /** Names in capitals; a parameter that stands without a name (2.1) is a TYPE. */
  params: [name: string, values: string[]][];
  value: string;
}

/** A line without group and parameters. */
export function plainLine(name: string, value: string): VcardLine {
  return { group: null, name, params: [], value };
}

/** Reads a content line; null where there is no name or no colon. */
export function readLine(text: string): VcardLine | null {
  const head = headOf(text);
  if (head === null) return null;
  const [named = '', ...rest] = splitOutsideQuotes(head, ';');
  const [, group = null, name] = /^\s*(?:([\w-]+)\.)?([\w-]+)\s*$/.exec(named) ?? [];
  if (!name) return null;
  const params = new Map<string, string[]>();
  for (const part of rest) {
    if (part.trim() === '') continue;
    const [, own, given = ''] = /^([\w-]+)\s*=(.*)$/s.exec(part.trim()) ?? [null, undefined, part.trim()];
    const key = own?.toUpperCase() ?? bareParam(given);
    const values = splitOutsideQuotes(given, ',').map((value) => value.replaceAll('"', ''));
    params.set(key, [
      ...(params.get(key) ?? []),
      ...(key === 'TYPE' ? values.flatMap((value) => value.split(',')) : values),
    ]);
  }
  return { group, name: name.toUpperCase(), params: [...params], value: text.slice(head.length + 1) };
}

/** Writes a content line, its parameters by name, folded after 75 bytes (RFC 6350 §3.2) without splitting characters. */
export function writeLine({ group, name, params, value }: VcardLine): string {
  const sorted = params.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const written = sorted.map(([param, values]) => `;${param}=${values.map(quoted).join(',')}`).join('');
  return fold(`${group ? `${group}.` : ''}${name}${written}:${value.replace(/\r?\n/g, '\\n')}`);
}

/** The values of a parameter. */
export function paramOf({ params }: Pick<VcardLine, 'params'>, name: string): string[] {
  return params.find(([param]) => param === name)?.[1] ?? [];
}

/** All before the colon that begins the value; quotes may hold other colons. */
function headOf(text: string): string | null {
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    if (text[place] === '"') isQuoted = !isQuoted;
    else if (text[place] === ':' && !isQuoted) return text.slice(0, place);
  }
  const colon = text.indexOf(':'); // a quote without its twin
  return colon < 0 ? null : text.slice(0, colon);
}

function splitOutsideQuotes(text: string, sign: string): string[] {
  if (!text.includes('"')) return text.split(sign);
  const parts = [''];
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === sign && !isQuoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** vCard 2.1 leaves out the names of parameters. */
function bareParam(value: string): string {
  if (/^(?:7bit|8bit|quoted-printable|base64|b)$/i.test(value)) return 'ENCODING';
  return /^(?:inline|url|uri|content-id|cid)$/i.test(value) ? 'VALUE' : 'TYPE';
}

function quoted(value: string): string {
  const plain = value.replace(/["\p{Cc}]/gu, '');
  return /[,;:]/.test(plain) ? `"${plain}"` : plain;
}

const lineBytes = 75;

function fold(line: string): string {
  if (line.length <= lineBytes && Buffer.byteLength(line) <= lineBytes) return line;
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > lineBytes) {
      parts.push(part);
      part = '';
      bytes = 1; // the space of the next line
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}
