import type { DuplicateReason } from '#contract/duplicate.ts';
import { type Comparison, place } from './comparison.ts';
import { fields } from './fields.ts';
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
  if (title)
    return { ...names, code: title === 'same' ? sameCode(names.left, names.right) : (titleCodes[title] ?? 'differs') };
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
  nearly: 'typo',
  mostly: 'similar',
  some: 'similar',
};

function sameCode(left: string, right: string): DuplicateReason['code'] {
  if (left === right) return 'same';
  return /\p{Script=Latin}/u.test(left) === /\p{Script=Latin}/u.test(right) ? 'sameOtherFormat' : 'sameOtherScript';
}

/** The names that share most words, as the comparison chose them. */
function comparedNames(a: Subject, b: Subject): [SubjectName | undefined, SubjectName | undefined] {
  let best: [SubjectName | undefined, SubjectName | undefined] = [a.names[0], b.names[0]];
  let most = -1;
  for (const left of a.names) {
    for (const right of b.names) {
      const words = left.parts.tokens.filter(({ text }) =>
        right.parts.tokens.some((token) => token.text === text),
      ).length;
      if (words > most) {
        most = words;
        best = [left, right];
      }
    }
  }
  return best;
}
