import { type Explanation, explanations, type FieldKey, fields } from './fields.ts';

/** Raise with every change of what a model means: a stored model of another version is learned anew. */
export const modelVersion = 3;

/** How often the values of a part stand in the workspace: the frequent ones by name, all others about as often as `rest` says. */
export interface Frequencies {
  /** Records that have a value. */
  records: number;
  /** Records with one value that is not in `counts`. */
  rest: number;
  counts: Record<string, number>;
}

/** What was learned of one workspace: plain JSON, below about 300 kB. */
export interface Model {
  version: number;
  records: number;
  /** Per pair of records: how probable each explanation of what they have in common is. */
  priors: Record<Explanation, number>;
  /** How many of these pairs are carelessly written. */
  dirty: number;
  /** Per field and level, in the order of `fields`. */
  levels: Record<FieldKey, { clean: number[]; dirty: number[]; chance: number[] }>;
  frequencies: Record<FrequencyKey, Frequencies>;
}

export type FrequencyKey = (typeof frequencyKeys)[number];
export const frequencyKeys = [
  'word',
  'birthDate',
  'phone',
  'email',
  'domain',
  'local',
  'identifier',
  'number',
  'street',
  'postcode',
  'city',
  'region',
  'country',
  'company',
  'nameGram',
  'placeGram',
] as const;

/** How many pairs of each explanation are expected before anything was learned, as a share of the number of records. */
export const expected: Record<Explanation, number> = {
  same: 0.02,
  moved: 0.0015,
  home: 0.04,
  relatives: 0.01,
  office: 0.03,
  namesake: 0.02,
  sister: 0.02,
};
/** How many of the pairs of one client have moved, and how many pairs are carelessly written; believed as if seen so often. */
export const usualShare = { moved: 0.07, dirty: 0.2, movedSeen: 40, dirtySeen: 20 };

/** What is believed before anything was learned, of a workspace with this many records. */
export function defaultModel(records: number): Model {
  const perPair = 2 / Math.max(19, records - 1);
  return {
    version: modelVersion,
    records,
    priors: Object.fromEntries(explanations.map((key) => [key, expected[key] * perPair])) as Model['priors'],
    dirty: usualShare.dirty,
    levels: Object.fromEntries(
      fields.map((field) => [
        field.key,
        { clean: [...field.clean], dirty: [...field.dirty], chance: [...field.chance] },
      ]),
    ) as Model['levels'],
    frequencies: Object.fromEntries(
      frequencyKeys.map((key) => [key, { records: 0, rest: 0, counts: {} }]),
    ) as Model['frequencies'],
  };
}
