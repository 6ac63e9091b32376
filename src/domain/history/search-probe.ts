import { askedTerms, searchQuery } from '#contract/words.ts';

/** A beginning as short as this is one of very many words; one as long as that of few. */
const [short, long] = [3, 5];

/**
 * The part of a query that an index of words is asked for, as a tsquery: all of it, but without short beginnings where a longer word or a phrase is asked
 * for as well. The index would gather everything that has them (`obj` of an order's number), and what was found is looked at for them anyway.
 * @returns null when nothing is asked.
 */
export function probeQuery(query: string): string | null {
  const terms = askedTerms(query);
  const isLong = (term: (typeof terms)[number]) => !('prefix' in term) || term.prefix.length >= long;
  const kept = terms.filter((term) => isLong(term) || (term as { prefix: string }).prefix.length > short);
  const asked = terms.some(isLong) ? kept : terms;
  return searchQuery(asked.map((term) => ('prefix' in term ? term.prefix : `"${term.phrase.join(' ')}"`)).join(' '));
}
