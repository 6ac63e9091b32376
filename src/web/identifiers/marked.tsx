import { fold } from '#contract/fold.ts';
import { hits } from '#contract/words.ts';

/** A text with the hits of a search marked. */
export function Marked({ text, q }: { text: string; q: string | undefined }) {
  const places = q ? markedPlaces(text, q) : [];
  if (places.length === 0) return text;
  const parts = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, text.slice(at)];
}

interface Place {
  start: number;
  end: number;
}

/**
 * The places of a text that a query hits: only the letters that were asked for, so that `novak` marks the `Novák` of Nováková;
 * fragments inside words too, and digits across the spaces of a phone number.
 */
export function markedPlaces(text: string, query: string): Place[] {
  const letters = foldedLetters(text);
  const folded = letters.map(({ letter }) => letter).join('');
  const terms = fold(query)
    .split(/[\s"“”„]+/u)
    .filter(Boolean);
  const found = terms.flatMap((term) => [...occurrences(folded, letters, term)]);
  if (found.length === 0) return [...digitPlaces(text, query), ...hits(text, query)].slice(0, 50);
  return withoutOverlaps(found);
}

interface FoldedLetter extends Place {
  letter: string;
}

function foldedLetters(text: string): FoldedLetter[] {
  const letters: FoldedLetter[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const folded = /\s/u.test(character) ? ' ' : fold(character);
    for (const letter of folded) letters.push({ letter, start: at, end });
    const before = letters.at(-1);
    if (folded === '' && before) before.end = end; // a combining mark belongs to its letter
    at = end;
  }
  return letters;
}

function* occurrences(folded: string, letters: FoldedLetter[], term: string): Generator<Place> {
  for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
    const first = letters[at];
    const last = letters[at + term.length - 1];
    if (first && last) yield { start: first.start, end: last.end };
  }
}

function digitPlaces(text: string, query: string): Place[] {
  const asked = query.replace(/\D/gu, '');
  if (asked.length < 3 || /\p{L}/u.test(query)) return [];
  const digits = [...text.matchAll(/\d/gu)];
  const at = digits
    .map(([digit]) => digit)
    .join('')
    .indexOf(asked);
  const first = digits[at];
  const last = digits[at + asked.length - 1];
  return first && last ? [{ start: first.index, end: last.index + 1 }] : [];
}

function withoutOverlaps(places: Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place);
  }
  return kept;
}
