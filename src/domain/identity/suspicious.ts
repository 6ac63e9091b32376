import type { ValueSource } from '#db/schema.ts';

/** Why recognition goes no further by itself: a code with parameters, for the note that waits for review. */
export type Suspicion =
  | { reason: 'manyValues'; kind: string; count: number; most: number }
  | { reason: 'manyCards'; kind: string; count: number; most: number };

/** So many values of one kind may come to a card by themselves: nobody has more. */
const mostValues = 20;
/** Browser ids come with every new browser and cleared cookie. */
const mostBrowsers = 100;
/** A card with fewer values from automatic sources has suspiciously many of no kind. */
export const fewestThatCrowd = Math.min(mostValues, mostBrowsers) + 1;
/** A value seen from so many people belongs to none of them: a shared mailbox, a test value, a shop's tablet. */
const fewestCards = 6;

/**
 * Whether a card would gather suspiciously many values of a kind from automatic sources (R-ID-7). It then goes to review, and nothing
 * more is added to it by a rule.
 * @param count the values of the kind that it would have from automatic sources (`isAutomatic`), the new ones among them.
 */
export function suspiciousCard(kind: string, count: number): Suspicion | null {
  const most = kind === 'browser' ? mostBrowsers : mostValues;
  return count > most ? { reason: 'manyValues', kind, count, most } : null;
}

/**
 * Whether a value is seen from suspiciously many people (R-ID-7). It then links nobody and goes to review, whoever owns it.
 * @param cards the cards on which it stands, merged ones counted as their survivor.
 */
export function suspiciousValue(kind: string, cards: number): Suspicion | null {
  return cards >= fewestCards ? { reason: 'manyCards', kind, count: cards, most: fewestCards - 1 } : null;
}

/** Whether a value came to its card by itself, and not by a person, an integration or an import, who know what they do. */
export function isAutomatic(source: Pick<ValueSource, 'by'>): boolean {
  return source.by === 'channel' || source.by === 'rule';
}
