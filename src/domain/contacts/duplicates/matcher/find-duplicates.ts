import { buildBlocks } from './blocks.ts';
import { compare } from './compare.ts';
import { emptyComparison } from './comparison.ts';
import type { Model } from './model.ts';
import type { PreparedRecord } from './record.ts';
import type { PairScore } from './score.ts';
import { type Slices, sliced } from './slices.ts';
import { type Subject, subjectOf } from './subject.ts';
import { sameClient, tablesOf, weigh, weights } from './weigh.ts';

/** Two cards that are probably one client; `a` is the smaller id. */
export interface Suggestion extends PairScore {
  a: number;
  b: number;
}

export interface FoundDuplicates {
  /** Most probable first. */
  suggestions: Suggestion[];
  /** How many pairs were compared. */
  compared: number;
}

export async function findDuplicates(
  records: PreparedRecord[],
  model: Model,
  options: Slices & { min: number },
): Promise<FoundDuplicates> {
  const { due, pause } = sliced(options);
  const tables = tablesOf(model);
  const subjects = records.map((record) => subjectOf(model, record));
  const blocks = await buildBlocks(records, options);
  const comparison = emptyComparison();
  const weighed = new Float64Array(weights);
  const suggestions: Suggestion[] = [];
  let compared = 0;
  for (const [i, a] of subjects.entries()) {
    for (const j of blocks.candidates(i)) {
      const b = subjects[j] as Subject;
      compared++;
      compare(a, b, comparison);
      weigh(tables, comparison, weighed);
      const score = sameClient(weighed);
      if (score < options.min) continue;
      suggestions.push({ a: a.record.id, b: b.record.id, score, reasons: [] });
    }
    if (due()) await pause(i / subjects.length);
  }
  return { suggestions: suggestions.sort((x, y) => y.score - x.score), compared };
}
