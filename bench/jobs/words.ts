import type { Facts, TermClass } from '../store/types.ts';

/** What is typed into the search of messages, by class of word: a phrase in quotes. */
export function wordTerms({ words }: Facts): Record<TermClass, string[]> {
  return { ...words, phrase: words.phrase.map((phrase) => (phrase.includes('"') ? phrase : `"${phrase}"`)) };
}

/** Classes by the names that the table gives them. */
export const classNames: Record<TermClass, string> = {
  common: 'common words',
  middling: 'middling words',
  rare: 'rare words',
  absent: 'absent words',
  stopped: 'words of a year ago',
  phrase: 'phrases',
  orderNumber: 'order numbers',
};
