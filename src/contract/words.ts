import { fold } from './fold.ts';

/** The most words of one text that are made searchable, and the longest word, in characters: limits of PostgreSQL's tsvector. */
const wordLimit = 16_000;
const longestWord = 200;
const positionsPerWord = 250;

/** A word of a text with its place in it: `start` and `end` are offsets into the text as given, for marking hits. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
const notOfWords = /[^\p{L}\p{N}]+/gu;

/** The folded words of a text in order. The same cutting for texts and queries, so that what is written is what is found. */
export function words(text: string): string[] {
  return placedWords(text).map((placed) => placed.word);
}

/** The folded words of a text with their places in it. */
function placedWords(text: string): PlacedWord[] {
  return [...eachWord(text)];
}

function* eachWord(text: string): Generator<PlacedWord> {
  let count = 0;
  for (const match of text.matchAll(wordPattern)) {
    const word = fold(match[0]).replace(notOfWords, '').slice(0, longestWord);
    if (!word) continue;
    yield { word, start: match.index, end: match.index + match[0].length };
    count += 1;
    if (count === wordLimit) return;
  }
}

/**
 * The text of a PostgreSQL `tsvector` for a text: our own words with their positions, so that no server's
 * text-search configuration takes part (`OBJ-123456` is `obj` and `123456`, never `-123456`).
 */
export function searchVector(...texts: (string | null | undefined)[]): string {
  const positions = new Map<string, number[]>();
  let position = 0;
  for (const text of texts) {
    if (!text) continue;
    for (const word of words(text)) {
      position = Math.min(position + 1, wordLimit);
      const list = positions.get(word) ?? [];
      if (list.length < positionsPerWord) list.push(position);
      positions.set(word, list);
    }
    position = Math.min(position + 2, wordLimit); // a gap: no phrase spans two texts
  }
  return [...positions].map(([word, places]) => `'${word}':${[...new Set(places)].join(',')}`).join(' ');
}

/** One asked-for thing: a single word (its beginning is enough) or a phrase of words side by side. */
export type AskedTerm = { prefix: string } | { phrase: string[] };

/** Reads a search box: words in any order, each found by its beginning; "quoted words" as a phrase. */
export function askedTerms(query: string): AskedTerm[] {
  const terms: AskedTerm[] = [];
  for (const [index, part] of query
    .normalize('NFC')
    .split(/["“”„]/u)
    .entries()) {
    const asked = words(part);
    if (index % 2 === 1 && asked.length > 0) terms.push({ phrase: asked });
    else terms.push(...asked.map((prefix) => ({ prefix })));
  }
  return terms.slice(0, 32);
}

/** The text of a PostgreSQL `tsquery` that asks for all the terms, or null when nothing is asked. */
export function searchQuery(query: string): string | null {
  const terms = askedTerms(query).map((term) =>
    'prefix' in term ? `'${term.prefix}':*` : `(${term.phrase.map((word) => `'${word}'`).join(' <-> ')})`,
  );
  return terms.length > 0 ? terms.join(' & ') : null;
}

/** The first of the places of a text that something asked for hits; null for none. What stands behind it is not read, but for phrases. */
export function firstHit(text: string, terms: AskedTerm[]): Place | null {
  const prefixes = terms.flatMap((term) => ('prefix' in term ? term.prefix : []));
  if (prefixes.length < terms.length) return placesHit(text, terms)[0] ?? null;
  for (const { word, start, end } of eachWord(text)) {
    if (prefixes.some((prefix) => word.startsWith(prefix))) return { start, end };
  }
  return null;
}

/** The places of a text that a query hits, in order, without overlaps: for `<mark>`. */
export function hits(text: string, query: string): Place[] {
  return placesHit(text, askedTerms(query));
}

/** Offsets into a text. */
interface Place {
  start: number;
  end: number;
}

function placesHit(text: string, terms: AskedTerm[]): Place[] {
  const placed = placedWords(text);
  const marked = new Set<PlacedWord>();
  for (const [place, at] of placed.entries()) {
    for (const term of terms) {
      if ('prefix' in term) {
        if (at.word.startsWith(term.prefix)) marked.add(at);
      } else if (term.phrase.every((asked, offset) => placed[place + offset]?.word === asked)) {
        for (const part of placed.slice(place, place + term.phrase.length)) marked.add(part);
      }
    }
  }
  return [...marked].sort((a, b) => a.start - b.start).map(({ start, end }) => ({ start, end }));
}
