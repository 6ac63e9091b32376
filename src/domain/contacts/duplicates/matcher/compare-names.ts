import { alike, compareWords, wordLevel } from './compare-texts.ts';
import { type Comparison, put, rarityMeans } from './comparison.ts';
import type { Token } from './name-parts.ts';
import type { Subject, SubjectName } from './subject.ts';

/** Compares the best fitting names of two records: word by word those of people, as whole texts those of organisations. */
export function compareNames(a: Subject, b: Subject, into: Comparison): void {
  let best: { left: SubjectName; right: SubjectName; pairs: WordPair[] } | null = null;
  let bestWorth = -1;
  for (const left of a.names) {
    for (const right of b.names) {
      const pairs = matchWords(left, right);
      const worth = pairs.reduce((sum, pair) => sum + pair.worth, 0);
      if (worth > bestWorth) {
        bestWorth = worth;
        best = { left, right, pairs };
      }
    }
  }
  if (!best) return;
  const { left, right, pairs } = best;
  if (left.parts.organisation || right.parts.organisation) compareTitles(left, right, pairs, into);
  else comparePeople(left, right, pairs, into);
}

interface WordPair {
  i: number;
  j: number;
  level: number;
  worth: number;
}

const worths = [6, 5, 4.5, 2.5, 2];

/** Which word of one name stands for which of the other: the best pairs first. */
function matchWords(a: SubjectName, b: SubjectName): WordPair[] {
  const pairs: WordPair[] = [];
  for (const [i, left] of a.parts.tokens.entries()) {
    for (const [j, right] of b.parts.tokens.entries()) {
      const level = compareWords(left, right);
      if (level === wordLevel.differs) continue;
      const rare = level === wordLevel.same ? -Math.log2(a.rarity[i] ?? 1) / 4 : 0;
      pairs.push({ i, j, level, worth: (worths[level] ?? 0) + rare + (last(a, i) === last(b, j) ? 0.1 : 0) });
    }
  }
  if (pairs.length > 1) pairs.sort((x, y) => y.worth - x.worth || x.i + x.j - y.i - y.j);
  const chosen: WordPair[] = [];
  for (const pair of pairs) {
    if (!chosen.some((other) => other.i === pair.i || other.j === pair.j)) chosen.push(pair);
  }
  return joined(a, b, chosen);
}

function last(name: SubjectName, place: number): boolean {
  return place === name.parts.tokens.length - 1;
}

/** `rolli ns` for `rollins`: two neighbouring words that fit the other's one. */
function joined(a: SubjectName, b: SubjectName, chosen: WordPair[]): WordPair[] {
  const freeA = a.parts.tokens
    .map((_, i) => i)
    .filter((i) => !chosen.some((pair) => pair.i === i && pair.level < wordLevel.similar));
  const freeB = b.parts.tokens
    .map((_, j) => j)
    .filter((j) => !chosen.some((pair) => pair.j === j && pair.level < wordLevel.similar));
  const [two, one, turned] = freeA.length > freeB.length ? [freeA, freeB, false] : [freeB, freeA, true];
  const [from, to] = turned ? [b, a] : [a, b];
  const [first, second] = two;
  const [single] = one;
  if (two.length !== 2 || one.length !== 1 || first === undefined || second !== first + 1 || single === undefined)
    return chosen;
  const glued = `${from.parts.tokens[first]?.text}${from.parts.tokens[second]?.text}`;
  const whole = to.parts.tokens[single] as Token;
  const level =
    glued === whole.text ? wordLevel.typo : compareWords({ ...whole, text: glued, letters: whole.letters }, whole);
  if (level > wordLevel.typo) return chosen;
  const place = last(from, second) ? second : first;
  const pair = {
    i: turned ? single : place,
    j: turned ? place : single,
    level: wordLevel.typo,
    worth: worths[wordLevel.typo] ?? 0,
  };
  return [
    ...chosen.filter((other) =>
      turned ? other.i !== single && !two.includes(other.j) : other.j !== single && !two.includes(other.i),
    ),
    pair,
  ];
}

/** Given and family name: by their place, and by what fits where words are swapped. A name of one word fits either part. */
function comparePeople(a: SubjectName, b: SubjectName, pairs: WordPair[], into: Comparison): void {
  const [single] = pairs;
  if (a.parts.tokens.length === 1 || b.parts.tokens.length === 1) {
    const part = single && isGiven(a, b, single) ? 'given' : 'family';
    if (single) putWord(into, part, a, b, single, 2);
    else put(into, part, wordLevel.differs);
    return;
  }
  const family =
    pairs.find((pair) => last(a, pair.i) && last(b, pair.j)) ??
    (pairs.length > 1
      ? pairs.find((pair) => last(a, pair.i) || last(b, pair.j))
      : single && !isGiven(a, b, single)
        ? single
        : undefined);
  const given = pairs.find((pair) => pair !== family);
  if (family) putWord(into, 'family', a, b, family);
  else put(into, 'family', wordLevel.differs);
  if (given) putWord(into, 'given', a, b, given);
  else put(into, 'given', wordLevel.differs);
  if (otherGeneration(a, b) || (given && otherWords(a, b, pairs))) put(into, 'given', wordLevel.differs);
  if (family && given) put(into, 'order', (family.i - given.i) * (family.j - given.j) < 0 ? 1 : 0);
  else if (single && last(a, single.i) !== last(b, single.j)) put(into, 'order', 1);
}

/** Father and son write `jr` and `sr`. */
function otherGeneration(a: SubjectName, b: SubjectName): boolean {
  return Boolean(a.parts.generation && b.parts.generation && a.parts.generation !== b.parts.generation);
}

/** Whether both names have a word, besides the two that fit, that the other lacks: `The Lime Hotel` and `The Rose Hotel`. */
function otherWords(a: SubjectName, b: SubjectName, pairs: WordPair[]): boolean {
  return pairs.length >= 2 && a.parts.tokens.length > pairs.length && b.parts.tokens.length > pairs.length;
}

/** Whether the one word two names share is a given name: it stands first in both, or is known as one. */
function isGiven(a: SubjectName, b: SubjectName, { i, j }: WordPair): boolean {
  if (last(a, i) && last(b, j)) return false;
  if (!last(a, i) && !last(b, j)) return i === 0 || j === 0;
  return Boolean(a.parts.tokens[i]?.families && b.parts.tokens[j]?.families);
}

/** @param ways in how many ways the word could have fitted. */
function putWord(into: Comparison, field: 'given' | 'family', a: SubjectName, b: SubjectName, pair: WordPair, ways = 1): void {
  const same = pair.level === wordLevel.same;
  put(into, field, pair.level, ways * rarityOf(a, b, pair), same ? rarityMeans.instead : rarityMeans.besides);
}

/** The chance of the shared word; for a word a typing error away from a common one, the chance that it is the common one's neighbour. */
function rarityOf(a: SubjectName, b: SubjectName, pair: WordPair): number {
  const left = a.rarity[pair.i] ?? 1;
  const right = b.rarity[pair.j] ?? 1;
  return pair.level === wordLevel.same ? Math.max(left, right) : Math.min(left, right) + 0.05 * Math.max(left, right);
}

/** Levels of two titles, in the order of the field `title`. */
const titleLevel = { same: 0, within: 1, nearly: 2, mostly: 3, other: 4, some: 5, differs: 6 } as const;

/** Same words; the words of one within the other; nearly or mostly the same text; much the same with other numbers; some of it. */
function compareTitles(a: SubjectName, b: SubjectName, pairs: WordPair[], into: Comparison): void {
  const exact = pairs.every((pair) => pair.level === wordLevel.same);
  const all = pairs.length === Math.min(a.parts.tokens.length, b.parts.tokens.length);
  const even = a.parts.tokens.length === b.parts.tokens.length;
  const same = a.text === b.text || (exact && all && even);
  const level = same ? titleLevel.same : unlikeTitles(a, b, pairs, all && !even);
  if (same) put(into, 'title', level, rarityOfTitle(a));
  else put(into, 'title', level, level < titleLevel.other ? rarestShared(a, b, pairs) : 0, rarityMeans.atMost);
}

function unlikeTitles(a: SubjectName, b: SubjectName, pairs: WordPair[], within: boolean): number {
  const close = alike(a, b);
  if (close < 0.25) return titleLevel.differs;
  if (close < 0.45) return titleLevel.some;
  if (otherNumbers(a, b, pairs)) return titleLevel.other;
  if (within) return titleLevel.within;
  return close >= 0.7 ? titleLevel.nearly : titleLevel.mostly;
}

function otherNumbers(a: SubjectName, b: SubjectName, pairs: WordPair[]): boolean {
  const free = (name: SubjectName, side: 'i' | 'j') =>
    name.parts.tokens.some(
      (token, place) => /\d/.test(token.text) && !pairs.some((pair) => pair[side] === place && pair.level === 0),
    );
  return free(a, 'i') && free(b, 'j');
}

/** Words of one title come together: the rarest counts in full, the next a little. */
function rarityOfTitle(name: SubjectName): number {
  const [rarest = 1, next = 1] = [...name.rarity].sort((x, y) => x - y);
  return Math.max(1e-6, rarest * Math.sqrt(next));
}

/** The chance of the rarest word that both titles have; 1 when they share none. */
function rarestShared(a: SubjectName, b: SubjectName, pairs: WordPair[]): number {
  return pairs.reduce(
    (rarest, pair) => (pair.level === wordLevel.same ? Math.min(rarest, rarityOf(a, b, pair)) : rarest),
    1,
  );
}
