import { buildBlocks } from './blocks.ts';
import { countValues } from './frequencies.ts';
import { explain, improve, noCounts } from './improve.ts';
import { defaultModel, type Model } from './model.ts';
import { observe } from './observe.ts';
import type { PreparedRecord } from './record.ts';
import { part, type Slices } from './slices.ts';
import { subjectsOf } from './subject.ts';
import { tablesOf } from './weigh.ts';

/** Every pair is explained once a stage; what is not surely chance, in every round of it. */
const stages = 3;
const rounds = 10;

/**
 * Learns from the records of a workspace what makes two of them one client: how common each value is, how often values agree by chance, how
 * many pairs are one client, a household, colleagues, namesakes, how carelessly they are written. Nobody says which pairs are which: from what
 * is believed before, every pair is explained, and from the explanations the figures are improved, again and again (expectation and
 * maximisation; A. Dempster, N. Laird, D. Rubin, 1977; W. Winkler, "Using the EM algorithm for weight computation in the Fellegi-Sunter model of
 * record linkage", 1988). Few records leave nearly everything as it was believed.
 */
export async function learnModel(records: PreparedRecord[], slices: Slices = {}): Promise<Model> {
  const frequencies = await countValues(records, part(slices, 0, 0.1));
  const start: Model = { ...defaultModel(records.length), frequencies };
  if (records.length < 2) return start;
  const subjects = await subjectsOf(start, records, part(slices, 0.1, 0.15));
  const blocks = await buildBlocks(records, part(slices, 0.15, 0.25));
  const observed = await observe(subjects, blocks, tablesOf(start), part(slices, 0.25, 0.6));
  const pairs = Array.from({ length: observed.size }, (_, p) => p);
  let model = start;
  for (let stage = 0; stage < stages; stage++) {
    const at = (round: number) => 0.6 + (0.4 * (stage + round / rounds)) / stages;
    const sure = noCounts();
    const first = await explain(model, observed, pairs, part(slices, at(0), at(1)), sure);
    model = improve(model, first.counts, sure);
    for (let round = 1; round < rounds; round++) {
      const { counts } = await explain(model, observed, first.doubtful, part(slices, at(round), at(round + 1)));
      model = improve(model, counts, sure);
    }
  }
  return model;
}
