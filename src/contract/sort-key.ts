import { fold } from './fold.ts';

/**
 * A key that sorts names as a Czech reader expects (ČSN 97 6030 in short): č, ř, š, ž after their plain letters, `ch` after h, other marks
 * only folded. Compared byte by byte (collate "C"); upper and lower case are alike.
 */
export function sortKey(name: string): string {
  const marked = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/ch/gu, 'h\uffff')
    .replace(/[čřšž]/gu, (letter) => `${plain[letter]}\uffff`);
  return marked
    .split('\uffff')
    .map((part, place, parts) => foldKeepingSpace(part) + (place < parts.length - 1 ? '~' : ''))
    .join('');
}

const plain: Record<string, string> = { č: 'c', ř: 'r', š: 's', ž: 'z' };

/** `fold` trims; inside a name the space that a part begins or ends with must stay. */
function foldKeepingSpace(part: string): string {
  const folded = fold(part);
  if (!folded) return part.trim() ? '' : part ? ' ' : '';
  return `${/^\s/u.test(part) ? ' ' : ''}${folded}${/\s$/u.test(part) ? ' ' : ''}`;
}
