import { alike, wordLevel } from './compare-texts.ts';
import { type Comparison, put, rarityMeans } from './comparison.ts';
import { isLast, matchWords, type WordPair } from './match-words.ts';
import { isCode, type Subject, type SubjectName } from './subject.ts';

/** Compares the best fitting names of two records: word by word those of people, as whole texts those of organisations. */
export function compareNames(a: Subject, b: Subject, into: Comparison): void {
  let left = a.names[0];
  let right = b.names[0];
  if (!left || !right) return;
  let pairs = matchWords(left, right);
  if (a.names.length > 1 || b.names.length > 1) {
    for (const one of a.names) {
      for (const other of b.names) {
        const fitting = matchWords(one, other);
        if (worthOf(fitting) <= worthOf(pairs)) continue;
        pairs = fitting;
        left = one;
        right = other;
      }
    }
  }
  if (left.parts.organisation || right.parts.organisation) compareTitles(left, right, pairs, into);
  else if (left.parts.tokens.length === 1 || right.parts.tokens.length === 1) compareSingle(left, right, pairs, into);
  else comparePeople(left, right, pairs, into);
}

function worthOf(pairs: WordPair[]): number {
  return pairs.reduce((sum, pair) => sum + pair.worth, 0);
}

/** A name of one word may be either part of the other: it is the given name where it stands first, or is known as one. */
function compareSingle(a: SubjectName, b: SubjectName, [pair]: WordPair[], into: Comparison): void {
  if (!pair) put(into, 'family', wordLevel.differs);
  else putWord(into, isGiven(a, b, pair) ? 'given' : 'family', a, b, pair, 2);
}

/** Given and family names go together, by sex (Nováková), origin and age: who shares one shares the other this much more easily. */
const together = 2;

/** Given and family name: by their place, and by what fits where words are swapped. */
function comparePeople(a: SubjectName, b: SubjectName, pairs: WordPair[], into: Comparison): void {
  const family = pairs.find((pair) => isLast(a, pair.i) && isLast(b, pair.j)) ?? swappedFamily(a, b, pairs);
  const given = pairs.find((pair) => pair !== family);
  if (family) putWord(into, 'family', a, b, family, given ? together : 1);
  else put(into, 'family', wordLevel.differs);
  if (given && !otherGeneration(a, b) && !otherWords(a, b, pairs)) putWord(into, 'given', a, b, given);
  else put(into, 'given', wordLevel.differs);
  if (family && given) put(into, 'order', (family.i - given.i) * (family.j - given.j) < 0 ? 1 : 0);
  else if (pairs[0] && isLast(a, pairs[0].i) !== isLast(b, pairs[0].j)) put(into, 'order', 1);
}

/** Which pair is the family name when none stands last in both: rather one that is no known given name, rather the rarer. */
function swappedFamily(a: SubjectName, b: SubjectName, pairs: WordPair[]): WordPair | undefined {
  if (pairs.length === 1) return pairs[0] && isGiven(a, b, pairs[0]) ? undefined : pairs[0];
  const ends = pairs.filter((pair) => isLast(a, pair.i) || isLast(b, pair.j));
  const rank = (pair: WordPair) => (isKnownGiven(a, b, pair) ? 1 : 0) + rarityOf(a, b, pair);
  return ends.sort((x, y) => rank(x) - rank(y))[0];
}

/** Whether the one word that two names share is a given name. */
function isGiven(a: SubjectName, b: SubjectName, pair: WordPair): boolean {
  if (isLast(a, pair.i) && isLast(b, pair.j)) return false;
  if (!isLast(a, pair.i) && !isLast(b, pair.j)) return pair.i === 0 || pair.j === 0;
  return isKnownGiven(a, b, pair);
}

function isKnownGiven(a: SubjectName, b: SubjectName, { i, j }: WordPair): boolean {
  return Boolean(a.parts.tokens[i]?.families && b.parts.tokens[j]?.families);
}

/** Father and son write `jr` and `sr`. */
function otherGeneration(a: SubjectName, b: SubjectName): boolean {
  return Boolean(a.parts.generation && b.parts.generation && a.parts.generation !== b.parts.generation);
}

/** Whether both names have a word, besides the two that fit, that the other lacks: `The Lime Hotel` and `The Rose Hotel`. */
function otherWords(a: SubjectName, b: SubjectName, pairs: WordPair[]): boolean {
  return pairs.length >= 2 && a.parts.tokens.length > pairs.length && b.parts.tokens.length > pairs.length;
}

/** @param ways in how many ways the word could have fitted. */
function putWord(
  into: Comparison,
  field: 'given' | 'family',
  a: SubjectName,
  b: SubjectName,
  pair: WordPair,
  ways = 1,
): void {
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
const titleLevel = { same: 0, within: 1, nearly: 2, mostly: 3, coded: 4, other: 5, some: 6, differs: 7 } as const;

/** Same words; the words of one within the other; the same but for spelling; mostly the same, or less with one code; with other numbers; some of it. */
function compareTitles(a: SubjectName, b: SubjectName, pairs: WordPair[], into: Comparison): void {
  const exact = pairs.every((pair) => pair.level === wordLevel.same);
  const all = pairs.length === Math.min(a.parts.tokens.length, b.parts.tokens.length);
  const even = a.parts.tokens.length === b.parts.tokens.length;
  if (exact && all && even) {
    put(into, 'title', titleLevel.same, rarityOfTitle(a));
  } else {
    const level = unlikeTitles(a, b, pairs, all && !even);
    put(into, 'title', level, level < titleLevel.other ? rarestShared(a, b, pairs) : 0, rarityMeans.atMost);
  }
}

function unlikeTitles(a: SubjectName, b: SubjectName, pairs: WordPair[], within: boolean): number {
  const close = alike(a, b);
  if (close < 0.25) return titleLevel.differs;
  if (close >= 0.45 && otherNumbers(a, b, pairs)) return titleLevel.other;
  if (close >= 0.45 && within) return titleLevel.within;
  if (close >= 0.45 && !toldApart(a, b, pairs)) return titleLevel.nearly;
  if (shareCode(a, pairs) && !otherNumbers(a, b, pairs)) return titleLevel.coded;
  return close >= 0.45 ? titleLevel.mostly : titleLevel.some;
}

/** `WX200` names one thing, whatever else is said of it. */
function shareCode(a: SubjectName, pairs: WordPair[]): boolean {
  return pairs.some(({ i, level }) => level === wordLevel.same && isCode(a.parts.tokens[i]?.text ?? ''));
}

/** Whether both titles have a word that the other lacks, in full or cut short: `Fac.` is in `Faculty`, law is not in medicine. */
function toldApart(a: SubjectName, b: SubjectName, pairs: WordPair[]): boolean {
  const left = a.parts.tokens.filter((_, place) => !pairs.some(({ i }) => i === place)).map(({ text }) => text);
  const right = b.parts.tokens.filter((_, place) => !pairs.some(({ j }) => j === place)).map(({ text }) => text);
  const cutShort = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);
  return (
    left.some((word) => !right.some((other) => cutShort(word, other))) &&
    right.some((word) => !left.some((other) => cutShort(word, other)))
  );
}

/** Numbers tell things apart: models, sizes, years. */
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
