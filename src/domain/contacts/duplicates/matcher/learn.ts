import { buildBlocks } from './blocks.ts';
import { type Explanation, explanations, type FieldKey, fields, fieldKeys } from './fields.ts';
import { countValues } from './frequencies.ts';
import { defaultModel, expected, expectedDirty, type Model } from './model.ts';
import { type Observed, observe } from './observe.ts';
import type { PreparedRecord } from './record.ts';
import { type Slices, sliced } from './slices.ts';
import { subjectOf } from './subject.ts';
import { tablesOf, weigh, weights } from './weigh.ts';

const rounds = 15;

export async function learnModel(records: PreparedRecord[], slices: Slices = {}): Promise<Model> {
  let model: Model = { ...defaultModel(records.length), frequencies: countValues(records) };
  if (records.length < 2) return model;
  const subjects = records.map((record) => subjectOf(model, record));
  const blocks = await buildBlocks(records, slices);
  const observed = await observe(subjects, blocks, tablesOf(model), slices);
  for (let round = 0; round < rounds; round++) model = await improve(model, observed, slices);
  return model;
}

/** Pairs whose weight what was believed before keeps: of one client, per field; of chance. */
const believed = { clean: 60, dirty: 40, chance: 100, shape: 2 };

async function improve(model: Model, observed: Observed, slices: Slices): Promise<Model> {
  const { due, pause } = sliced({ ...slices, onProgress: undefined });
  const tables = tablesOf(model);
  const all = (model.records * (model.records - 1)) / 2;
  const sums = fields.map((field) => ({
    clean: field.levels.map(() => 0),
    dirty: field.levels.map(() => 0),
    chance: field.levels.map(() => 0),
  }));
  const total = new Float64Array(weights);
  const weighed = new Float64Array(weights);
  for (let p = 0; p < observed.size; p++) {
    const levels = observed.levels.subarray(p * fieldKeys.length, (p + 1) * fieldKeys.length);
    const rarity = observed.rarity.subarray(p * fieldKeys.length, (p + 1) * fieldKeys.length);
    weigh(tables, { levels, rarity }, weighed);
    const weight = observed.weight[p] ?? 0;
    for (let e = 0; e < weights; e++) total[e] = (total[e] ?? 0) + (weighed[e] ?? 0) * weight;
    for (let f = 0; f < levels.length; f++) {
      const level = levels[f] ?? -1;
      const sum = sums[f];
      if (level < 0 || !sum) continue;
      sum.clean[level] = (sum.clean[level] ?? 0) + (weighed[0] ?? 0) * weight;
      sum.dirty[level] = (sum.dirty[level] ?? 0) + (weighed[1] ?? 0) * weight;
      sum.chance[level] = (sum.chance[level] ?? 0) + (weighed[weights - 1] ?? 0) * weight;
    }
    if ((p & 255) === 0 && due()) await pause(0);
  }
  const prior = (key: Explanation, e: number) => {
    const seen = (total[2 * e] ?? 0) + (total[2 * e + 1] ?? 0);
    return (seen + believed.shape) / (1 + believed.shape / (expected[key] * model.records)) / all;
  };
  const dirty = explanations.reduce((sum, _, e) => sum + (total[2 * e + 1] ?? 0), 0);
  const either = dirty + explanations.reduce((sum, _, e) => sum + (total[2 * e] ?? 0), 0);
  return {
    ...model,
    priors: Object.fromEntries(explanations.map((key, e) => [key, prior(key, e)])) as Model['priors'],
    dirty: (dirty + 20 * expectedDirty) / (either + 20),
    levels: Object.fromEntries(
      fields.map((field, f) => [
        field.key,
        {
          clean: within(field.clean, blend(sums[f]?.clean ?? [], field.clean, believed.clean), reach(field.key)),
          dirty: within(field.dirty, blend(sums[f]?.dirty ?? [], field.dirty, believed.dirty), reach(field.key)),
          chance: field.key === 'order' ? [...field.chance] : blend(sums[f]?.chance ?? [], field.chance, believed.chance).map((chance, level) => Math.max(chance, (field.chance[level] ?? 0) / 30)),
        },
      ]),
    ) as Model['levels'],
  };
}

/** Dirichlet: what was seen, and what was believed as if it had been seen `strength` times. */
function blend(seen: readonly number[], belief: readonly number[], strength: number): number[] {
  const whole = seen.reduce((sum, count) => sum + count, 0) + strength;
  return seen.map((count, level) => (count + strength * (belief[level] ?? 0)) / whole);
}

function reach(key: FieldKey): number {
  return key === 'title' ? 1 : 1.5;
}

/** At most so many times more or less than believed: what correlates by other reasons must not teach nonsense. */
function within(belief: readonly number[], learned: readonly number[], times: number): number[] {
  const held = learned.map((part, level) => {
    const believedPart = belief[level] ?? 0;
    return Math.min(Math.max(part, believedPart / times), believedPart * times);
  });
  const whole = held.reduce((sum, part) => sum + part, 0);
  return held.map((part) => part / whole);
}
