/** Two records by their places, and how probable it is that they are one client. */
export interface Edge {
  readonly i: number;
  readonly j: number;
  readonly score: number;
}

/**
 * What a third record says of a pair: a and b, b and c may be one client only if a and c are too. The three pairs have five consistent
 * explanations (all apart, one pair, all one); each weighs the odds of its pairs, the third pair of "all one" only as far as it speaks
 * against it (what the three have in common is not seen three times). Returns the probability of the first pair.
 * @param prior odds that any two records are one client, before they are compared.
 */
export function withThird(ab: number, ac: number, bc: number, prior: number): number {
  const odds = (p: number) => Math.min(p, 1 - 1e-9) / (1 - Math.min(p, 1 - 1e-9));
  const [x, y, z] = [odds(ab), odds(ac), odds(bc)];
  const against = Math.min(1, Math.min(x, y, z) / prior);
  const sorted = [x, y, z].sort((p, q) => q - p);
  const all = (sorted[0] ?? 0) * (sorted[1] ?? 0) * against;
  return (x + all) / (1 + x + y + z + all);
}
