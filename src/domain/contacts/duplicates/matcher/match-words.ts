import { compareWords, wordLevel } from './compare-texts.ts';
import { type Token, tokenOf } from './name-parts.ts';
import type { SubjectName } from './subject.ts';

/** A word of one name that stands for a word of the other: their places, and how they compare (`wordLevel`). */
export interface WordPair {
  readonly i: number;
  readonly j: number;
  readonly level: number;
  /** How much the pair is worth having. */
  readonly worth: number;
}

const worths = [6, 5, 4.5, 2.5, 2];

/** Which word of one name stands for which of the other, the best pairs first; words that stand for none are left out. */
export function matchWords(a: SubjectName, b: SubjectName): WordPair[] {
  const pairs: WordPair[] = [];
  const left = a.parts.tokens;
  const right = b.parts.tokens;
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      const level = compareWords(left[i] as Token, right[j] as Token);
      if (level === wordLevel.differs) continue;
      pairs.push({ i, j, level, worth: worthOf(a, b, i, j, level) });
    }
  }
  const chosen = pairs.length > 1 ? choose(pairs) : pairs;
  return left.length === right.length ? chosen : glue(a, b, chosen);
}

/** The closer, the rarer and the more in its place, the better. */
function worthOf(a: SubjectName, b: SubjectName, i: number, j: number, level: number): number {
  const rare = level === wordLevel.same ? -Math.log2(a.rarity[i] ?? 1) / 4 : 0;
  return (worths[level] ?? 0) + rare + (isLast(a, i) === isLast(b, j) ? 0.1 : 0);
}

/** Whether a word is the last of its name, where the family name stands as a rule. */
export function isLast(name: SubjectName, place: number): boolean {
  return place === name.parts.tokens.length - 1;
}

/** The best pair, then the best of those that are left. */
function choose(pairs: WordPair[]): WordPair[] {
  pairs.sort((x, y) => y.worth - x.worth || x.i + x.j - y.i - y.j);
  const chosen: WordPair[] = [];
  for (const pair of pairs) {
    if (!chosen.some((other) => other.i === pair.i || other.j === pair.j)) chosen.push(pair);
  }
  return chosen;
}

/** `rolli ns` for `rollins`: two neighbouring words of the longer name that fit one of the other. */
function glue(a: SubjectName, b: SubjectName, chosen: WordPair[]): WordPair[] {
  const aLonger = a.parts.tokens.length > b.parts.tokens.length;
  const [long, short] = aLonger ? [a, b] : [b, a];
  const free = (name: SubjectName, side: 'i' | 'j') =>
    name.parts.tokens
      .map((_, place) => place)
      .filter((place) => !chosen.some((pair) => pair[side] === place && pair.level < wordLevel.similar));
  const [first = -1, second = -1, third] = free(long, aLonger ? 'i' : 'j');
  const [single = -1, other] = free(short, aLonger ? 'j' : 'i');
  if (second !== first + 1 || second < 1 || single < 0 || third !== undefined || other !== undefined) return chosen;
  const words = long.parts.tokens;
  const glued = tokenOf(`${words[first]?.text}${words[second]?.text}`);
  if (compareWords(glued, short.parts.tokens[single] as Token) > wordLevel.typo) return chosen;
  const at = isLast(long, second) ? second : first;
  const pair = {
    i: aLonger ? at : single,
    j: aLonger ? single : at,
    level: wordLevel.typo,
    worth: worths[wordLevel.typo] ?? 0,
  };
  return [...chosen.filter(({ level }) => level < wordLevel.similar), pair];
}
