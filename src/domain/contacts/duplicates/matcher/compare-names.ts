import { alike, type Comparison, put } from './compare.ts';
import { compareWords, wordLevel } from './compare-texts.ts';
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
    put(into, part, single?.level ?? wordLevel.differs, single ? 2 * rarityOf(a, b, single) : 0);
    return;
  }
  const family =
    pairs.find((pair) => last(a, pair.i) && last(b, pair.j)) ??
    (pairs.length > 1
      ? pairs.find((pair) => last(a, pair.i) || last(b, pair.j))
      : single && !isGiven(a, b, single) ? single : undefined);
  const given = pairs.find((pair) => pair !== family);
  put(into, 'family', family?.level ?? wordLevel.differs, family ? rarityOf(a, b, family) : 0);
  put(into, 'given', given?.level ?? wordLevel.differs, given ? rarityOf(a, b, given) : 0);
  if (a.parts.generation && b.parts.generation && a.parts.generation !== b.parts.generation) {
    put(into, 'given', wordLevel.differs);
  }
  if (family && given) put(into, 'order', (family.i - given.i) * (family.j - given.j) < 0 ? 1 : 0);
  else if (single && last(a, single.i) !== last(b, single.j)) put(into, 'order', 1);
}

/** Whether the one word two names share is a given name: it stands first in both, or is known as one. */
function isGiven(a: SubjectName, b: SubjectName, { i, j }: WordPair): boolean {
  if (last(a, i) && last(b, j)) return false;
  if (!last(a, i) && !last(b, j)) return i === 0 || j === 0;
  return Boolean(a.parts.tokens[i]?.families && b.parts.tokens[j]?.families);
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
  put(into, 'title', same ? titleLevel.same : unlikeTitles(a, b, pairs, all && !even), same ? rarityOfTitle(a) : 0);
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
