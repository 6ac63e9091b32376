import type { DuplicateReason } from '#contract/duplicate.ts';
import { compare } from './compare.ts';
import { emptyComparison } from './comparison.ts';
import type { Model } from './model.ts';
import type { PreparedRecord } from './record.ts';
import { type Subject, subjectOf } from './subject.ts';
import { sameClient, type Tables, tablesOf, weigh, weights } from './weigh.ts';

/** How probable it is that two records are one client, from 0 to 1, and why. */
export interface PairScore {
  score: number;
  reasons: DuplicateReason[];
}

const known = new WeakMap<Model, { tables: Tables; subjects: WeakMap<PreparedRecord, Subject> }>();

export function scorePair(model: Model, a: PreparedRecord, b: PreparedRecord): PairScore {
  let ready = known.get(model);
  if (!ready) {
    ready = { tables: tablesOf(model), subjects: new WeakMap() };
    known.set(model, ready);
  }
  const comparison = emptyComparison();
  const weighed = new Float64Array(weights);
  compare(subjectOf(model, a), subjectOf(model, b), comparison);
  weigh(ready.tables, comparison, weighed);
  return { score: sameClient(weighed), reasons: [] };
}
