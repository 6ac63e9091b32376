import type { Token } from './name-parts.ts';
import { otherGender, shortenedFrom } from './short-forms.ts';
import { edits, jaroWinkler } from './text-distance.ts';

/** Levels of two words of a name, in the order of the fields `given` and `family`. */
export const wordLevel = { same: 0, variant: 1, typo: 2, similar: 3, initial: 4, differs: 5 } as const;

/** How two words of names compare. */
export function compareWords(a: Token, b: Token): number {
  if (a.text === b.text) return wordLevel.same;
  const aShorter = a.text.length <= b.text.length;
  const short = aShorter ? a.text : b.text;
  const long = aShorter ? b.text : a.text;
  if (short.length === 1) return long.startsWith(short) ? wordLevel.initial : wordLevel.differs;
  if (a.families && b.families) return compareKnown(a, b, a.families, b.families);
  const different = bits(a.letters ^ b.letters);
  if (different > 7) return wordLevel.differs;
  const sameStart = short.length >= 3 && startsAlike(short, long, 3);
  if (sameStart && otherGender(short, long)) return wordLevel.variant;
  if (different <= 2 && short.length >= 3 && edits(short, long, 1) === 1) return wordLevel.typo;
  if (sameStart && shortenedFrom(short, long)) return wordLevel.variant;
  if (short.length < 4) return wordLevel.differs;
  if (different <= 4 && long.length >= 5 && edits(short, long, 2) === 2) {
    return long.length >= 9 ? wordLevel.typo : wordLevel.similar;
  }
  return different <= 5 && jaroWinkler(short, long) >= 0.86 ? wordLevel.similar : wordLevel.differs;
}

function startsAlike(a: string, b: string, letters: number): boolean {
  for (let i = 0; i < letters; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}

/** Two given names that are known and do not stand for each other are hardly a typing error: Jan and Jana, Hana and Dana. */
function compareKnown(a: Token, b: Token, left: readonly number[], right: readonly number[]): number {
  if (left.some((family) => right.includes(family))) return wordLevel.variant;
  return edits(a.text, b.text, 1) === 1 ? wordLevel.similar : wordLevel.differs;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Letter pairs with what each weighs: rare ones more. */
export interface Weighted {
  readonly grams: readonly number[];
  readonly weights: readonly number[];
  readonly total: number;
}

/** The weight of the letter pairs that both have, as a share of the lighter text's and of both texts' (Dice's coefficient, 1945). */
export function overlap(a: Weighted, b: Weighted): { dice: number; contained: number } {
  let common = 0;
  for (let i = 0, j = 0; i < a.grams.length && j < b.grams.length; ) {
    const left = a.grams[i] ?? 0;
    const right = b.grams[j] ?? 0;
    if (left === right) {
      common += a.weights[i] ?? 0;
      i++;
      j++;
    } else if (left < right) i++;
    else j++;
  }
  return { dice: (2 * common) / (a.total + b.total || 1), contained: common / (Math.min(a.total, b.total) || 1) };
}

/** Digits and letters of two codes: how many places differ, neighbours swapped counting once; above 2 reads as 3. */
export function codeEdits(a: string, b: string): number {
  return a === b ? 0 : edits(a, b, 2);
}

/** How alike two texts are when one may be the longer form of the other. */
export function alike(a: Weighted, b: Weighted): number {
  const { dice, contained } = overlap(a, b);
  return Math.max(dice, 0.5 * (dice + contained));
}

export function steps(value: number, bounds: readonly number[]): number {
  let step = 0;
  while (step < bounds.length && value < (bounds[step] ?? 0)) step++;
  return step;
}
