import { buildBlocks } from './blocks.ts';
import { compare } from './compare.ts';
import { emptyComparison } from './comparison.ts';
import type { Model } from './model.ts';
import type { PreparedRecord } from './record.ts';
import { type PairScore, scoreSubjects } from './score.ts';
import { type Neighbours, type ScoreOf, settled, speaks } from './settle.ts';
import { part, type Slices, sliced } from './slices.ts';
import { type Subject, subjectsOf } from './subject.ts';
import { sameClient, tablesOf, weigh, weights } from './weigh.ts';

/** Two cards that are probably one client; `a` is the smaller id. */
export interface Suggestion extends PairScore {
  a: number;
  b: number;
}

/** What a search found. */
export interface FoundDuplicates {
  /** Most probable first. */
  suggestions: Suggestion[];
  /** How many pairs were compared. */
  compared: number;
}

/** Pairs less probable than this when looked at alone are not looked at again. */
const least = 0.02;

/**
 * Finds the pairs of records that are probably one client. Records are compared when they share a blocking key; then neighbours speak about
 * each other's pairs (see `settled`), and pairs that only a third record connects are looked at too. The cost grows with the number of
 * records, not of pairs: blocks have a largest size.
 * @param options `min`: the least score that is returned.
 * @throws the reason of `signal` when it is aborted.
 */
export async function findDuplicates(
  records: PreparedRecord[],
  model: Model,
  options: Slices & { min: number },
): Promise<FoundDuplicates> {
  const subjects = await subjectsOf(model, records, part(options, 0, 0.1));
  const blocks = await buildBlocks(records, part(options, 0.1, 0.2));
  const { due, pause } = sliced(part(options, 0.2, 1));
  const scorer = pairScorer(subjects, model);
  for (let i = 0; i < records.length; i++) {
    for (const j of blocks.candidates(i)) {
      scorer.meet(i, j);
      if (due()) await pause((0.8 * i) / records.length);
    }
    if (due()) await pause((0.8 * i) / records.length);
  }
  const neighbours = neighboursOf(scorer.pairs());
  const pairs = [...scorer.pairs(), ...connected(neighbours, scorer.has)];
  const prior = model.priors.same + model.priors.moved;
  const suggestions: Suggestion[] = [];
  for (const [n, [i, j]] of pairs.entries()) {
    const score = settled(i, j, scorer.scoreOf, neighbours, prior);
    if (score >= options.min) suggestions.push(scorer.suggestion(i, j, score));
    if (due()) await pause(0.8 + (0.2 * n) / pairs.length);
  }
  return { suggestions: suggestions.sort((x, y) => y.score - x.score), compared: scorer.compared() };
}

/** Scores pairs of records by their places and remembers those worth it. */
function pairScorer(subjects: readonly Subject[], model: Model) {
  const tables = tablesOf(model);
  const comparison = emptyComparison();
  const weighed = new Float64Array(weights);
  const found = new Map<number, number>();
  let compared = 0;
  const key = (i: number, j: number) => (i < j ? i * subjects.length + j : j * subjects.length + i);
  const score = (i: number, j: number) => {
    compared++;
    compare(subjects[i] as Subject, subjects[j] as Subject, comparison);
    weigh(tables, comparison, weighed);
    return sameClient(weighed);
  };
  const scoreOf: ScoreOf = (i, j) => {
    let known = found.get(key(i, j));
    if (known === undefined) {
      known = score(i, j);
      found.set(key(i, j), known);
    }
    return known;
  };
  return {
    scoreOf,
    compared: () => compared,
    has: (i: number, j: number) => found.has(key(i, j)),
    meet(i: number, j: number): void {
      const alone = score(i, j);
      if (alone >= least) found.set(key(i, j), alone);
    },
    pairs: () =>
      [...found].map(([at, alone]) => [Math.floor(at / subjects.length), at % subjects.length, alone] as const),
    suggestion(i: number, j: number, settledScore: number): Suggestion {
      const [first, second] = [subjects[i] as Subject, subjects[j] as Subject];
      const [a, b] = first.record.id < second.record.id ? [first, second] : [second, first];
      const { reasons } = scoreSubjects(tables, a, b, comparison, weighed);
      return { a: a.record.id, b: b.record.id, score: settledScore, reasons };
    },
  };
}

function neighboursOf(pairs: readonly (readonly [number, number, number])[]): Neighbours {
  const sure = pairs.filter(([, , score]) => score >= speaks.from).sort((x, y) => y[2] - x[2]);
  const neighbours = new Map<number, number[]>();
  for (const [i, j] of sure) {
    for (const [one, other] of [
      [i, j],
      [j, i],
    ] as const) {
      const known = neighbours.get(one) ?? [];
      neighbours.set(one, known);
      if (known.length < speaks.most) known.push(other);
    }
  }
  return neighbours;
}

/** Pairs that have a neighbour in common and were not compared. */
function connected(neighbours: Neighbours, has: (i: number, j: number) => boolean): (readonly [number, number])[] {
  const pairs = new Map<string, readonly [number, number]>();
  for (const near of neighbours.values()) {
    for (const [n, one] of near.entries()) {
      for (const other of near.slice(n + 1)) {
        const [i, j] = one < other ? [one, other] : [other, one];
        if (!has(i, j)) pairs.set(`${i} ${j}`, [i, j]);
      }
    }
  }
  return [...pairs.values()];
}
