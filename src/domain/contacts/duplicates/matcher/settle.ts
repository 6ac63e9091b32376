/** How probable it is that two records are one client, looked at alone; records are named by their places. */
export type ScoreOf = (i: number, j: number) => number;

/** Who is surely enough of one client with whom to speak about third records, the most probable first. */
export type Neighbours = ReadonlyMap<number, readonly number[]>;

/** From this score on a neighbour speaks, and at most this many do. */
export const speaks = { from: 0.5, most: 20 };

/**
 * The score of a pair after the neighbours of both have spoken: if a and b, b and c are one client, a and c are too; where a and c contradict
 * that, one of the others is wrong. Each neighbour proposes a score; their mean decides, on the scale of log odds.
 * @param prior how probable it is that any two records are one client, before they are compared.
 */
export function settled(i: number, j: number, scoreOf: ScoreOf, neighbours: Neighbours, prior: number): number {
  const score = scoreOf(i, j);
  const thirds = new Set([...(neighbours.get(i) ?? []), ...(neighbours.get(j) ?? [])]);
  thirds.delete(i);
  thirds.delete(j);
  if (thirds.size === 0) return score;
  let sum = 0;
  for (const third of thirds) {
    sum += logOdds(withThird(score, scoreOf(i, third), scoreOf(j, third), prior)) - logOdds(score);
  }
  return 1 / (1 + Math.exp(-logOdds(score) - sum / thirds.size));
}

/**
 * The probability of a pair in the light of a third record. The three pairs have five consistent explanations: all apart, one pair, all one.
 * Each weighs the odds of its pairs; of "all one" the weakest pair counts only as far as it speaks against it, as what all three have in
 * common is not seen three times.
 */
function withThird(ab: number, ac: number, bc: number, prior: number): number {
  const pairs = [odds(ab), odds(ac), odds(bc)];
  const weakest = Math.min(...pairs);
  const all = ((pairs[0] ?? 0) * (pairs[1] ?? 0) * (pairs[2] ?? 0) * Math.min(1, weakest / prior)) / (weakest || 1);
  return ((pairs[0] ?? 0) + all) / (1 + pairs.reduce((sum, each) => sum + each, 0) + all);
}

const nearlyNever = 1e-12;

function odds(score: number): number {
  const held = Math.min(Math.max(score, nearlyNever), 1 - 1e-9);
  return held / (1 - held);
}

function logOdds(score: number): number {
  return Math.log(odds(score));
}
