import type { DuplicateReason } from '#contract/duplicate.ts';
import { compare } from './compare.ts';
import { type Comparison, emptyComparison } from './comparison.ts';
import type { Model } from './model.ts';
import { reasonsOf } from './reasons.ts';
import type { PreparedRecord } from './record.ts';
import { type Subject, subjectOf } from './subject.ts';
import { sameClient, type Tables, tablesOf, weigh, weights } from './weigh.ts';

/** How probable it is that two records are one client, from 0 to 1, and why. */
export interface PairScore {
  score: number;
  reasons: DuplicateReason[];
}

/**
 * Scores two records in the light of what was learned of their workspace. The same whichever comes first, but for left and right of the reasons.
 * A record that is scored again against others is looked up only once per model.
 */
export function scorePair(model: Model, a: PreparedRecord, b: PreparedRecord): PairScore {
  const { tables, subjects, comparison, weighed } = readyFor(model);
  const left = subjectIn(subjects, model, a);
  const right = subjectIn(subjects, model, b);
  return scoreSubjects(tables, left, right, comparison, weighed);
}

/** The same for records that were looked up before; `comparison` and `weighed` are filled anew. */
export function scoreSubjects(
  tables: Tables,
  a: Subject,
  b: Subject,
  comparison: Comparison,
  weighed: Float64Array,
): PairScore {
  compare(a, b, comparison);
  weigh(tables, comparison, weighed);
  return { score: sameClient(weighed), reasons: reasonsOf(tables, a, b, comparison, weighed) };
}

interface Ready {
  tables: Tables;
  subjects: WeakMap<PreparedRecord, Subject>;
  comparison: Comparison;
  weighed: Float64Array;
}

const known = new WeakMap<Model, Ready>();

function readyFor(model: Model): Ready {
  let ready = known.get(model);
  if (!ready) {
    ready = {
      tables: tablesOf(model),
      subjects: new WeakMap(),
      comparison: emptyComparison(),
      weighed: new Float64Array(weights),
    };
    known.set(model, ready);
  }
  return ready;
}

function subjectIn(subjects: WeakMap<PreparedRecord, Subject>, model: Model, record: PreparedRecord): Subject {
  let subject = subjects.get(record);
  if (!subject) {
    subject = subjectOf(model, record);
    subjects.set(record, subject);
  }
  return subject;
}
