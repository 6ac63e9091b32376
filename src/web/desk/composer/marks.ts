import { variablesIn } from '#contract/template-variables.ts';

/** A stretch of the text that a template filled in. */
export interface Mark {
  from: number;
  to: number;
}

export interface Piece {
  text: string;
  kind: 'plain' | 'filled' | 'missing';
}

/** Where the marks stand after an edit: before it they stay, after it they move, and one that was edited is a mark no more. */
export function moveMarks(before: string, after: string, marks: Mark[]): Mark[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const by = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.to <= start) return [mark];
    if (mark.from >= before.length - end) return [{ from: mark.from + by, to: mark.to + by }];
    return [];
  });
}

/** Where the values of a filled template stand: it is compared with the texts it may have been made of. None where that is not plain. */
export function filledIn(texts: string[], filled: string): Mark[] {
  for (const text of texts) {
    const parts = text.split(braces);
    const pattern = parts
      .map((part, place) => (place % 2 === 0 || variablesIn(part).length === 0 ? literal(part) : '([\\s\\S]+?)'))
      .join('');
    const found = new RegExp(`^${pattern}$`, 'du').exec(filled);
    const places = (found?.indices ?? []).slice(1).map(([from, to] = [0, 0]) => ({ from, to }));
    if (found) return places.filter(({ from, to }) => variablesIn(filled.slice(from, to)).length === 0);
  }
  return [];
}

/** The text as it is shown behind the field: values that were filled in, and variables that nobody filled in. */
export function piecesOf(text: string, marks: Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of [...marks].sort((a, b) => a.from - b.from)) {
    pieces.push(...withMissing(text.slice(at, from)), { text: text.slice(from, to), kind: 'filled' });
    at = to;
  }
  return [...pieces, ...withMissing(text.slice(at))].filter((piece) => piece.text !== '');
}

const braces = /(\{\{[^{}\n]*\}\})/u;

function withMissing(text: string): Piece[] {
  return text
    .split(braces)
    .map((part) => ({ text: part, kind: variablesIn(part).length > 0 ? ('missing' as const) : ('plain' as const) }));
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
