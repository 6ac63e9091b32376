import { type Comparison, rarityMeans } from './comparison.ts';
import { explanations, fields, rarelyShared } from './fields.ts';
import type { Model } from './model.ts';

/** How many explanations `weigh` weighs: each carefully and carelessly written, and chance at the end. */
export const weights = 2 * explanations.length + 1;

/** A model made ready for many pairs. */
export interface Tables {
  /** How probable each explanation is before anything was compared. */
  readonly priors: Float64Array;
  /** Per field and level the chance of the level. */
  readonly chance: readonly Float64Array[];
  /** Per field and level, for each explanation: what agrees by chance anyway, and what agrees for its reason. */
  readonly levels: readonly (readonly { readonly anyway: Float64Array; readonly reason: Float64Array }[])[];
}

export function tablesOf(model: Model): Tables {
  const priors = explanations.flatMap((key) => [
    model.priors[key] * (1 - model.dirty),
    model.priors[key] * model.dirty,
  ]);
  const none = 1 - priors.reduce((sum, prior) => sum + prior, 0);
  return {
    priors: Float64Array.from([...priors, none]),
    chance: fields.map((field) => Float64Array.from(model.levels[field.key].chance)),
    levels: fields.map((field) =>
      field.levels.map((_, level) => {
        const anyway = new Float64Array(weights).fill(1);
        const reason = new Float64Array(weights);
        for (const [e, key] of explanations.entries()) {
          const share = field.shares[key];
          const own = field.own?.[key];
          const rare = key === 'home' && field.key === 'given' && level === 0 ? rarelyShared : 1 - share;
          anyway.fill(rare, 2 * e, 2 * e + 2);
          reason[2 * e] = share * ((own ?? model.levels[field.key].clean)[level] ?? 0);
          reason[2 * e + 1] = share * ((own ?? model.levels[field.key].dirty)[level] ?? 0);
        }
        return { anyway, reason };
      }),
    ),
  };
}

/**
 * Weighs the explanations of what two records have in common into `into`; together they are 1. Each multiplies what its fields say, as
 * I. Fellegi and A. Sunter, "A theory for record linkage", 1969; the explanations besides match and chance are there because fields are not
 * independent: whoever lives at one address shares more than that. A shared value counts by how rare it is (Winkler, "Frequency-based
 * matching in Fellegi-Sunter model of record linkage", 2000; Splink's documentation, "Term frequency adjustments").
 */
export function weigh(tables: Tables, comparison: Comparison, into: Float64Array): void {
  into.set(tables.priors);
  for (let f = 0; f < tables.levels.length; f++) {
    const says = tables.levels[f]?.[comparison.levels[f] ?? -1];
    if (!says) continue;
    const { anyway, reason } = says;
    const each = 1 / chanceOf(tables, comparison, f);
    for (let e = 0; e < weights - 1; e++) into[e] = (into[e] ?? 0) * ((anyway[e] ?? 0) + (reason[e] ?? 0) * each);
  }
  let sum = 0;
  for (let e = 0; e < weights; e++) sum += into[e] ?? 0;
  for (let e = 0; e < weights; e++) into[e] = (into[e] ?? 0) / sum;
}

/** How probable the level of a field is between two records that have nothing to do with each other. */
function chanceOf(tables: Tables, { levels, rarity, meaning }: Comparison, f: number): number {
  const usual = tables.chance[f]?.[levels[f] ?? 0] ?? 1;
  const rare = rarity[f] ?? 0;
  switch (meaning[f]) {
    case rarityMeans.instead:
      return rare;
    case rarityMeans.besides:
      return usual + rare;
    case rarityMeans.atMost:
      return Math.min(usual, rare);
    default:
      return usual;
  }
}

/** The first two explanations, both ways written: how probable it is that two records are one client. */
export function sameClient(weighed: Float64Array): number {
  return (weighed[0] ?? 0) + (weighed[1] ?? 0) + (weighed[2] ?? 0) + (weighed[3] ?? 0);
}

/** What one field says for one client, in bits: log2 of the Bayes factor, as it counts among the explanations that hold. */
export function bitsOf(tables: Tables, comparison: Comparison, weighed: Float64Array, f: number): number {
  const says = tables.levels[f]?.[comparison.levels[f] ?? -1];
  if (!says) return 0;
  const each = 1 / chanceOf(tables, comparison, f);
  let factor = 0;
  for (let e = 0; e < 4; e++) factor += (weighed[e] ?? 0) * ((says.anyway[e] ?? 0) + (says.reason[e] ?? 0) * each);
  const whole = sameClient(weighed);
  return whole > 0 && factor > 0 ? Math.log2(factor / whole) : 0;
}
