import { findDuplicates, type Suggestion } from '#domain/contacts/duplicates/matcher/find-duplicates.ts';
import { learnModel } from '#domain/contacts/duplicates/matcher/learn.ts';
import { prepare } from '#domain/contacts/duplicates/matcher/record.ts';
import type { InventedCards } from './people.ts';

/** What was suggested among cards, and which client each of them is. */
export interface ScoredSet {
  suggestions: Suggestion[];
  cluster: string[];
}

/** Searches invented cards with nothing but what is learned from them, as the product does; suggestions from 0.1. */
export async function scored({ records, cluster }: InventedCards): Promise<ScoredSet> {
  const prepared = records.map(prepare);
  const { suggestions } = await findDuplicates(prepared, await learnModel(prepared), { min: 0.1 });
  return { suggestions, cluster: cluster.map(String) };
}

/** Several sets side by side, as if they were one: rare duplicates are too few to measure in a single small set. */
export function pooled(sets: readonly ScoredSet[]): ScoredSet {
  const suggestions: Suggestion[] = [];
  const cluster: string[] = [];
  for (const [n, set] of sets.entries()) {
    const first = cluster.length;
    suggestions.push(...set.suggestions.map((pair) => ({ ...pair, a: pair.a + first, b: pair.b + first })));
    cluster.push(...set.cluster.map((client) => `${n} ${client}`));
  }
  return { suggestions, cluster };
}
