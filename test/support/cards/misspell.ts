import type { Dice } from '../../../bench/invented.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const near: Record<string, string> = {
  a: 'sqz',
  e: 'wrd',
  i: 'uok',
  o: 'ipl',
  n: 'bm',
  m: 'n',
  r: 'et',
  s: 'ad',
  t: 'ry',
  k: 'jl',
  c: 'xv',
  d: 'sf',
  y: 'tu',
  v: 'cb',
};

/** One typing error: a letter or digit replaced, left out, doubled, or swapped with its neighbour. */
export function misspell({ below, pick }: Dice, text: string): string {
  if (text.length < 2) return text;
  const at = below(text.length);
  const letter = (text[at] ?? '').toLowerCase();
  const digit = /\d/.test(letter);
  switch (below(4)) {
    case 0:
      return (
        text.slice(0, at) + (digit ? String(below(10)) : pick([...(near[letter] ?? letters)])) + text.slice(at + 1)
      );
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + (digit ? String(below(10)) : pick([...letters])) + text.slice(at);
    default:
      return at + 1 < text.length ? text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2) : text;
  }
}

/** A wrong digit, or two neighbours swapped: the length stays. */
export function misdial({ below }: Dice, digits: string): string {
  const places = [...digits].map((sign, place) => (/\d/.test(sign) ? place : -1)).filter((place) => place > 3);
  const at = places[below(places.length)] ?? 0;
  if (below(3) === 0 && /\d/.test(digits[at + 1] ?? ''))
    return digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2);
  return digits.slice(0, at) + String(below(10)) + digits.slice(at + 1);
}

export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
