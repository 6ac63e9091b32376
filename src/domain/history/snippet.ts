import { type AskedTerm, firstHit, words } from '#contract/words.ts';

/** Characters of text around the first hit. */
const length = 160;

/**
 * A piece of the first of the texts that the query hits, about 160 characters around its first hit, plain: the screen marks the hits itself.
 * Cut between words, with an ellipsis where something was left out. When only parts of the query hit, any of them will do.
 */
export function snippet(asked: AskedTerm[], ...texts: (string | null | undefined)[]): string {
  for (const text of texts) {
    if (!text) continue;
    const first = firstHit(text, asked);
    if (first) return around(text, first.start);
  }
  return around(texts.find((text) => text) ?? '', 0);
}

function around(text: string, place: number): string {
  let start = Math.max(0, place - length / 4);
  if (start > 0) start = afterSpace(text, start, place);
  let end = Math.min(text.length, start + length);
  const space = text.lastIndexOf(' ', end);
  if (end < text.length && space > place + 20) end = space;
  const piece = text.slice(start, end).toWellFormed().replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '… ' : ''}${piece}${end < text.length ? ' …' : ''}`;
}

function afterSpace(text: string, from: number, upTo: number): number {
  const space = text.slice(from, upTo).search(/\s/);
  return space < 0 ? from : from + space + 1;
}

/** Whether a text has everything that the query asks for: the same rule as the store's search, for texts that it does not index. */
export function answers(text: string, asked: AskedTerm[]): boolean {
  const said = words(text);
  return asked.every((term) =>
    'prefix' in term
      ? said.some((word) => word.startsWith(term.prefix))
      : said.some((_, place) => term.phrase.every((word, offset) => said[place + offset] === word)),
  );
}

/** Whether texts have every word that the query asks for, in whatever order: what does not cannot answer it, wherever words are put side by side. */
export function mayAnswer(texts: string[], asked: AskedTerm[]): boolean {
  const beginnings = asked.flatMap((term) => ('prefix' in term ? term.prefix : term.phrase));
  const said = texts.flatMap(words);
  return beginnings.every((beginning) => said.some((word) => word.startsWith(beginning)));
}
