import type { Comparison } from './comparison.ts';
import { explanations, type Field, type FieldKey, fields } from './fields.ts';
import { expected, type Model, usualShare } from './model.ts';
import type { Observed } from './observe.ts';
import { type Slices, sliced } from './slices.ts';
import { tablesOf, weigh, weights } from './weigh.ts';

/** How many pairs what was believed weighs as much as: per field of one client, carefully and carelessly written; by chance. */
const believed = { clean: 60, dirty: 40, chance: 100 };
/** How many pairs of each explanation what was believed of their number weighs as much as. */
const shape = 2;

/** How often each explanation was seen, and each level of each field under it; in pairs of the workspace. */
export interface Counts {
  readonly total: Float64Array;
  readonly levels: readonly Record<'clean' | 'dirty' | 'chance', Float64Array>[];
}

/**
 * Explains pairs as a model would. Those that are surely chance are counted in `sure`, if it is given; what is returned are the counts of the
 * others, and which they are.
 */
export async function explain(
  model: Model,
  observed: Observed,
  pairs: readonly number[],
  slices: Slices,
  sure?: Counts,
): Promise<{ counts: Counts; doubtful: number[] }> {
  const { due, pause } = sliced(slices);
  const tables = tablesOf(model);
  const counts = noCounts();
  const doubtful: number[] = [];
  const weighed = new Float64Array(weights);
  for (const [n, p] of pairs.entries()) {
    const comparison = observed.at(p);
    weigh(tables, comparison, weighed);
    const weight = observed.weight[p] ?? 0;
    if (p >= observed.apartFrom) temper(weighed, tables.priors[weights - 1] ?? 1, weight);
    const isSure = sure && (weighed[weights - 1] ?? 0) > 0.9995;
    if (!isSure) doubtful.push(p);
    addTo(isSure ? sure : counts, comparison, weighed, weight);
    if ((n & 127) === 0 && due()) await pause(n / pairs.length);
  }
  return { counts, doubtful };
}

/**
 * A pair that shares no key looks alike by accident as a rule, and stands for many that are not all like it: it may be explained otherwise than
 * by chance no more than 20 times as far as any pair, or as far as ten pairs of those it stands for.
 */
function temper(weighed: Float64Array, none: number, weight: number): void {
  const most = Math.max(20 * (1 - none), 10 / weight);
  const otherwise = 1 - (weighed[weights - 1] ?? 0);
  if (otherwise <= most) return;
  for (let e = 0; e < weights - 1; e++) weighed[e] = ((weighed[e] ?? 0) * most) / otherwise;
  weighed[weights - 1] = 1 - most;
}

export function noCounts(): Counts {
  const none = (field: Field) => new Float64Array(field.levels.length);
  return {
    total: new Float64Array(weights),
    levels: fields.map((field) => ({ clean: none(field), dirty: none(field), chance: none(field) })),
  };
}

function addTo({ total, levels }: Counts, comparison: Comparison, weighed: Float64Array, weight: number): void {
  for (let e = 0; e < weights; e++) total[e] = (total[e] ?? 0) + (weighed[e] ?? 0) * weight;
  for (let f = 0; f < levels.length; f++) {
    const level = comparison.levels[f] ?? -1;
    const sums = levels[f];
    if (level < 0 || !sums) continue;
    sums.clean[level] = (sums.clean[level] ?? 0) + (weighed[0] ?? 0) * weight;
    sums.dirty[level] = (sums.dirty[level] ?? 0) + (weighed[1] ?? 0) * weight;
    sums.chance[level] = (sums.chance[level] ?? 0) + (weighed[weights - 1] ?? 0) * weight;
  }
}

function addCounts(to: Counts, more: Counts): void {
  for (let e = 0; e < weights; e++) to.total[e] = (to.total[e] ?? 0) + (more.total[e] ?? 0);
  for (const [f, sums] of to.levels.entries()) {
    for (const kind of ['clean', 'dirty', 'chance'] as const) {
      for (let level = 0; level < sums[kind].length; level++) {
        sums[kind][level] = (sums[kind][level] ?? 0) + (more.levels[f]?.[kind][level] ?? 0);
      }
    }
  }
}

/** The model that what was counted speaks for, as far as it may differ from what was believed. */
export function improve(model: Model, doubtful: Counts, sure: Counts): Model {
  const { total, levels } = noCounts();
  addCounts({ total, levels }, sure);
  addCounts({ total, levels }, doubtful);
  const seen = (e: number) => (total[2 * e] ?? 0) + (total[2 * e + 1] ?? 0);
  const one = seen(explanations.indexOf('same')) + seen(explanations.indexOf('moved'));
  const all = explanations.reduce((sum, _, e) => sum + seen(e), 0);
  const dirty = explanations.reduce((sum, _, e) => sum + (total[2 * e + 1] ?? 0), 0);
  const movers = share(seen(explanations.indexOf('moved')), one, usualShare.moved, usualShare.movedSeen);
  const client = perPair(model, one, expected.same);
  const priors = Object.fromEntries(explanations.map((key, e) => [key, perPair(model, seen(e), expected[key])]));
  return {
    ...model,
    priors: { ...(priors as Model['priors']), same: client * (1 - movers), moved: client * movers },
    dirty: share(dirty, all, usualShare.dirty, usualShare.dirtySeen),
    levels: Object.fromEntries(
      fields.map((field, f) => [field.key, levelsOf(field, levels[f] as Counts['levels'][number])]),
    ) as Model['levels'],
  };
}

function levelsOf(field: Field, counted: Counts['levels'][number]): Model['levels'][FieldKey] {
  return {
    clean: within(field.clean, blend(counted.clean, field.clean, believed.clean), reach(field)),
    dirty: within(field.dirty, blend(counted.dirty, field.dirty, believed.dirty), reach(field)),
    chance:
      field.key === 'order'
        ? [...field.chance]
        : blend(counted.chance, field.chance, believed.chance).map((chance, level) =>
            Math.max(chance, (field.chance[level] ?? 0) / 30),
          ),
  };
}

/** How probable an explanation is for any pair: the mean of a gamma distribution, which few pairs hardly move. */
function perPair({ records }: Model, seen: number, expectedShare: number): number {
  return (seen + shape) / (1 + shape / (expectedShare * records)) / ((records * (records - 1)) / 2);
}

function share(part: number, whole: number, usual: number, strength: number): number {
  return (part + strength * usual) / (whole + strength);
}

/** What was seen, and what was believed as if it had been seen `strength` times (a Dirichlet prior). */
function blend(seen: Float64Array, belief: readonly number[], strength: number): number[] {
  const whole = seen.reduce((sum, part) => sum + part, strength);
  return Array.from(seen, (part, level) => (part + strength * (belief[level] ?? 0)) / whole);
}

/** How far from what was believed a workspace may teach. Titles often stand alone: nothing else tells there which pairs are one. The order of a
 * name says next to nothing. */
function reach(field: Field): number {
  return field.key === 'title' || field.key === 'order' ? 1 : 1.5;
}

/**
 * At most so many times more or less than believed: pairs that correlate for reasons the explanations do not know must not teach that records
 * of one client differ (convex constraints; W. Winkler, "Improved decision rules in the Fellegi-Sunter model of record linkage", 1993).
 */
function within(belief: readonly number[], learned: readonly number[], times: number): number[] {
  const held = learned.map((share, level) => {
    const before = belief[level] ?? 0;
    return Math.min(Math.max(share, before / times), before * times);
  });
  const whole = held.reduce((sum, share) => sum + share, 0);
  return held.map((share) => share / whole);
}
