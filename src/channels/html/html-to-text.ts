const blocks = new Set(
  'address article aside blockquote center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul caption'.split(
    ' ',
  ),
);
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'dl', 'pre']);
const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
  '&amp;': '&',
};

/**
 * The text of HTML as a person would read it: blocks on lines of their own, list items with a dash, quotations behind
 * `>`, the address of a link behind its words when they do not show it. Takes only what `sanitizeHtml` made: there
 * every `<` begins a tag, which is why this needs no parser of its own.
 */
export function htmlToText(sanitized: string): string {
  const page = openPage();
  let link = '';
  for (const [piece] of sanitized.matchAll(/<[^>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([a-z0-9]+)/.exec(piece);
    if (!tag) {
      page.write(decode(piece));
      continue;
    }
    const [closing, name] = [tag[1] === '/', tag[2] ?? ''];
    if (name === 'br') page.breakLine();
    else if (name === 'pre') page.keepSpaces(!closing);
    if (blocks.has(name)) page.endLine(spaced.has(name));
    if (name === 'blockquote') page.quote(closing ? -1 : 1);
    else if (name === 'li' && !closing) page.write('- ');
    else if (name === 'hr') page.write('----------');
    else if ((name === 'td' || name === 'th') && closing) page.write(' ');
    else if (name === 'img' && !closing) page.write(decode(/ alt="([^"]*)"/.exec(piece)?.[1] ?? ''));
    else if (name === 'a' && !closing) {
      link = decode(/ href="([^"]*)"/.exec(piece)?.[1] ?? '');
      page.mark();
    } else if (name === 'a' && link) {
      const shown = page.sinceMark();
      if (/^https?:/i.test(link) && shown && !sameAddress(shown, link)) page.write(` <${link}>`);
      link = '';
    }
    if (name === 'hr') page.endLine(false);
  }
  return page.text();
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|nbsp|#39|amp);/g, (entity) => entities[entity] ?? entity).replace(/\u00a0/g, ' ');
}

function sameAddress(shown: string, link: string): boolean {
  const plain = (address: string) =>
    address
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\.|\/$/g, '');
  return plain(shown.trim()) === plain(link) || plain(link).startsWith(plain(shown.trim()).replace(/[.…]+$/, ''));
}

/**
 * Lines in the making: white space is single unless preformatted, at most one blank line in a row, quotations by depth.
 * A line is a list of pieces, joined once: looking at the end of a growing string copies it each time.
 */
function openPage() {
  const lines: string[] = [];
  let pieces: string[] = [];
  let spaceBefore = true;
  let depth = 0;
  let preformatted = 0;
  let marked = 0;
  const prefix = () => (depth > 0 ? `${'>'.repeat(Math.min(depth, 20))} ` : '');
  const breakLine = () => {
    lines.push((prefix() + pieces.join('').trimEnd()).trimEnd());
    pieces = [];
    spaceBefore = true;
    marked = 0;
  };
  const put = (text: string) => {
    if (text === '') return;
    pieces.push(text);
    spaceBefore = text.endsWith(' ');
  };
  const endLine = (withBlank: boolean) => {
    if (pieces.some((piece) => piece.trim() !== '')) breakLine();
    pieces = [];
    spaceBefore = true;
    const last = lines.at(-1)?.replace(/^>+$/, '') ?? '';
    if (withBlank && last !== '') lines.push(prefix().trimEnd());
  };
  return {
    breakLine,
    endLine,
    mark: () => {
      marked = pieces.length;
    },
    sinceMark: () => pieces.slice(marked).join('').trim(),
    keepSpaces: (on: boolean) => {
      preformatted = Math.max(0, preformatted + (on ? 1 : -1));
    },
    quote: (by: number) => {
      depth = Math.max(0, depth + by);
      if (by < 0 && /^>+$/.test(lines.at(-1) ?? '')) lines[lines.length - 1] = prefix().trimEnd();
    },
    write: (text: string) => {
      if (preformatted === 0) {
        const single = text.replace(/\s+/g, ' ');
        put(spaceBefore ? single.trimStart() : single);
        return;
      }
      const [first = '', ...more] = text.split('\n');
      put(first);
      for (const next of more) {
        breakLine();
        put(next);
      }
    },
    text: () => {
      endLine(false);
      return lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
    },
  };
}
