/**
 * One sound of a written word: what it may be, the likeliest first, in signs of our own: vowels `a e i o u`, consonants as English readers write them
 * (`sh`, `zh`, `j` as in jet, `h` as in Bach), two of them with a space between. Empty: it may be silent.
 */
export type Sound = readonly string[];

/** The scripts whose words are compared by sound. */
export type Script = 'latin' | 'cyrillic' | 'hangul';

/** The script of a word; null for another, or for none. */
export function scriptOf(word: string): Script | null {
  if (/\p{Script=Hangul}/u.test(word)) return 'hangul';
  if (/\p{Script=Cyrillic}/u.test(word)) return 'cyrillic';
  return /\p{Script=Latin}/u.test(word) ? 'latin' : null;
}

/** Whether a sound is a vowel. `=` is the Korean vowel between consonants, which other scripts do not write. */
export function isVowel(sound: Sound): boolean {
  return /^[aeiou=]$/.test(sound[0] ?? '');
}
