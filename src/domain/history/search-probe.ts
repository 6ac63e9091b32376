import { type AskedTerm, askedTerms, searchQuery } from '#contract/words.ts';

/** A beginning as short as this is one of very many words; one as long as that of few. */
const [short, long] = [3, 5];

/**
 * The part of a query that an index of words is asked for, as a tsquery: all of it, but without short beginnings where a longer word or a phrase is asked
 * for as well. The index would gather everything that has them (`obj` of an order's number), and what was found is looked at for them anyway.
 * @returns null when nothing is asked.
 */
export function probeQuery(query: string): string | null {
  const asked = probed(query).map((term) => ('prefix' in term ? term.prefix : `"${term.phrase.join(' ')}"`));
  return searchQuery(asked.join(' '));
}

/**
 * The same for the index of the words of cards, in which each word stands behind the mark of its card (words_of_card, migration 0022): the text of a tsquery
 * with `%` for the mark. That index knows no places of words, so that of a phrase it is asked for all the words.
 * @returns null when nothing is asked.
 */
export function cardProbe(query: string): string | null {
  const words = probed(query).flatMap((term) =>
    'prefix' in term ? `'%${term.prefix}':*` : term.phrase.map((word) => `'%${word}'`),
  );
  return words.length > 0 ? words.join(' & ') : null;
}

function probed(query: string): AskedTerm[] {
  const terms = askedTerms(query);
  const isLong = (term: AskedTerm) => !('prefix' in term) || term.prefix.length >= long;
  const kept = terms.filter((term) => isLong(term) || (term as { prefix: string }).prefix.length > short);
  return terms.some(isLong) ? kept : terms;
}
