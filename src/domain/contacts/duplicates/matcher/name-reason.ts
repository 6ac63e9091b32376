import type { DuplicateReason } from '#contract/duplicate.ts';
import { wordLevel } from './compare-texts.ts';
import { type Comparison, place } from './comparison.ts';
import { fields } from './fields.ts';
import { matchWords } from './match-words.ts';
import type { Subject, SubjectName } from './subject.ts';

/** How two names compare in one word of the contract, with the names that were compared. Null where one has no name. */
export function nameCode(
  a: Subject,
  b: Subject,
  comparison: Comparison,
): { code: DuplicateReason['code']; left: string; right: string } | null {
  const level = (key: 'given' | 'family' | 'order' | 'title') =>
    fields[place[key]]?.levels[comparison.levels[place[key]] ?? -1] ?? null;
  const parts = [level('given'), level('family')].filter((part) => part !== null);
  const title = level('title');
  const [left, right] = comparedNames(a, b);
  if (!left || !right || (parts.length === 0 && !title)) return null;
  const names = { left: left.parts.given, right: right.parts.given };
  if (title === 'same') return { ...names, code: sameCode(names.left, names.right) };
  if (title === 'nearly') return { ...names, code: misspelt(left, right) ? 'typo' : 'similar' };
  if (title) return { ...names, code: titleCodes[title] ?? 'differs' };
  const worst = worstFirst.find((part) => parts.includes(part)) ?? 'same';
  if (worst !== 'same') return { ...names, code: partCodes[worst] ?? 'differs' };
  if (level('order') === 'swapped') return { ...names, code: 'swapped' };
  if (left.parts.tokens.length !== right.parts.tokens.length) return { ...names, code: 'partMissing' };
  return { ...names, code: sameCode(names.left, names.right) };
}

const worstFirst = ['differs', 'similar', 'initial', 'typo', 'variant', 'same'];
const partCodes: Record<string, DuplicateReason['code']> = {
  variant: 'shortForm',
  typo: 'typo',
  similar: 'similar',
  initial: 'initials',
  differs: 'differs',
};
const titleCodes: Record<string, DuplicateReason['code']> = {
  within: 'partMissing',
  mostly: 'similar',
  coded: 'similar',
  some: 'similar',
};

/** Whether every word of one title stands in the other, some a letter apart: no word tells them apart. */
function misspelt(left: SubjectName, right: SubjectName): boolean {
  const pairs = matchWords(left, right);
  const all = Math.min(left.parts.tokens.length, right.parts.tokens.length);
  return pairs.length === all && pairs.every(({ level }) => level <= wordLevel.typo);
}

function sameCode(left: string, right: string): DuplicateReason['code'] {
  if (left === right) return 'same';
  return isLatin(left) === isLatin(right) ? 'sameOtherFormat' : 'sameOtherScript';
}

/** The names that share most words, as the comparison chose them; of several such pairs rather one written alike. */
function comparedNames(a: Subject, b: Subject): [SubjectName | undefined, SubjectName | undefined] {
  let best: [SubjectName | undefined, SubjectName | undefined] = [a.names[0], b.names[0]];
  let most = -1;
  for (const left of a.names) {
    for (const right of b.names) {
      const likeness = wordsShared(left, right) + writtenAlike(left.parts.given, right.parts.given);
      if (likeness > most) {
        most = likeness;
        best = [left, right];
      }
    }
  }
  return best;
}

function wordsShared(left: SubjectName, right: SubjectName): number {
  return left.parts.tokens.filter(({ text }) => right.parts.tokens.some((token) => token.text === text)).length;
}

function writtenAlike(left: string, right: string): number {
  return left === right ? 0.5 : isLatin(left) === isLatin(right) ? 0.25 : 0;
}

function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text);
}
