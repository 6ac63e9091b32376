import { fold } from '#contract/fold.ts';
import { words } from '#contract/words.ts';
import { canonicalEmail, canonicalPhone } from '../identity/canonical.ts';
import { equivalentKeys } from '../identity/equivalents.ts';

/** What a search box asks of the directory, folded. */
export interface DirectoryQuery {
  /** The text as it was given. */
  given: string;
  /** The whole text: what an exact name equals. */
  text: string;
  /** Canonical forms that an exact value may have. */
  keys: string[];
  /** The card's number, when the text is one. */
  id: number | null;
  /** Each begins a word of the name, for cards found by name. */
  nameWords: string[];
  /** A card contains every fragment of one of these; null where all fragments are too short for it, see `shortWords`. */
  contains: string[][] | null;
  /** Asked where `contains` is null: each begins a word of the card. */
  shortWords: string[];
}

/** More words than this are not looked at: the longest say enough. */
const mostWords = 12;
const mostShortWords = 4;
/** From so many characters on, the trigram index is asked. */
const trigram = 3;

/**
 * Reads a search box (R-DIR-1): several words all have to be there; a number may be typed with spaces, dashes, a leading 0, 00 or +;
 * accents and case do not matter.
 * @param country where national numbers are read.
 * @returns null when nothing is asked.
 */
export function readDirectoryQuery(q: string | undefined, country: string | null): DirectoryQuery | null {
  const text = fold(q ?? '');
  if (!q || !text) return null;
  const fragments = longest([...new Set(text.split(' '))]);
  const contains = numberForms(text)?.map((form) => [form]) ?? [fragments];
  const number = canonicalPhone(q.trim(), country);
  const long = contains.filter((alternative) => alternative.some((fragment) => fragment.length >= trigram));
  return {
    given: q,
    text,
    keys: [...new Set([q.trim(), text, canonicalEmail(q), number, ...equivalentKeys('phone', number)])],
    id: /^\d{1,15}$/.test(text) ? Number(text) : null,
    nameWords: long.length > 0 ? fragments : fragments.slice(0, mostShortWords),
    contains: long.length > 0 ? long : null,
    shortWords: long.length > 0 ? [] : longest([...new Set(words(text))]).slice(0, mostShortWords),
  };
}

/** A number as it may stand in the digits of a card: without its signs, and without the 0 or 00 that is not part of it abroad. */
function numberForms(text: string): string[] | null {
  if (!/^[+\d\s\-./()]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < trigram) return null;
  const forms = [text, digits, digits.replace(/^00?/, '')];
  const long = [...new Set(forms.filter((form) => form.length >= trigram))];
  return long.filter((form) => !long.some((other) => other !== form && form.includes(other))); // what contains the longer contains the shorter
}

function longest(fragments: string[]): string[] {
  return fragments.sort((a, b) => b.length - a.length).slice(0, mostWords);
}
