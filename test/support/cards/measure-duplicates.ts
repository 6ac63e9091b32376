import type { Suggestion } from '#domain/contacts/duplicates/matcher/find-duplicates.ts';

/** How good suggestions are, measured against the truth; shares from 0 to 1, NaN where there is nothing to divide by. */
export interface DuplicateFigures {
  /** Pairs that are one client in truth. */
  pairs: number;
  /** Of the suggestions with a score of 0.5 and more. */
  precision: number;
  recall: number;
  f1: number;
  /** The best F1 that a threshold reaches, and the threshold. */
  best: number;
  bestAt: number;
  precisionAtNine: number;
  /** How far scores lie from how often they are right: the mean over ten bins of equal width, by their size. Source: M. Naeini, G. Cooper, M. Hauskrecht, 2015. */
  calibrationError: number;
}

/** @param cluster per id of a card, which client it is. */
export function measureDuplicates(
  suggestions: readonly Suggestion[],
  cluster: readonly (string | number)[],
): DuplicateFigures {
  const scored = suggestions
    .map(({ a, b, score }) => ({ score, right: cluster[a] === cluster[b] }))
    .sort((x, y) => y.score - x.score);
  const pairs = pairsWithin(cluster);
  const half = above(scored, 0.5);
  const { best, bestAt } = bestF1(scored, pairs);
  return {
    pairs,
    precision: half.right / half.all,
    recall: half.right / pairs,
    f1: (2 * half.right) / (half.all + pairs),
    best,
    bestAt,
    precisionAtNine: above(scored, 0.9).right / above(scored, 0.9).all,
    calibrationError: calibrationError(scored),
  };
}

type Scored = readonly { score: number; right: boolean }[];

function pairsWithin(cluster: readonly (string | number)[]): number {
  const sizes = new Map<string | number, number>();
  let pairs = 0;
  for (const client of cluster) {
    const size = sizes.get(client) ?? 0;
    pairs += size;
    sizes.set(client, size + 1);
  }
  return pairs;
}

function above(scored: Scored, threshold: number): { all: number; right: number } {
  const all = scored.filter(({ score }) => score >= threshold);
  return { all: all.length, right: all.filter(({ right }) => right).length };
}

function bestF1(scored: Scored, pairs: number): { best: number; bestAt: number } {
  let best = 0;
  let bestAt = 1;
  let right = 0;
  for (const [place, pair] of scored.entries()) {
    if (pair.right) right++;
    const f1 = (2 * right) / (place + 1 + pairs);
    if (f1 <= best) continue;
    best = f1;
    bestAt = pair.score;
  }
  return { best, bestAt };
}

function calibrationError(scored: Scored): number {
  let off = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inBin = scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
    off += Math.abs(inBin.reduce((sum, { score, right }) => sum + score - (right ? 1 : 0), 0));
  }
  return off / scored.length;
}
