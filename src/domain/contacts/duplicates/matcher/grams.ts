/**
 * The pairs of neighbouring letters of a text without its spaces and signs, sorted, each as one number; a pair that comes again counts again
 * (up to three times). They survive typing errors, moved words and lost or added spaces. Source: P. Christen, "Data Matching", 2012, §5.4.
 */
export function gramsOf(words: readonly string[]): number[] {
  const seen = new Map<number, number>();
  const grams: number[] = [];
  for (const word of words) {
    let before = 0; // the beginning of a word counts as a letter
    for (let i = 0; i < word.length; i++) {
      const letter = (word.charCodeAt(i) % 1021) + 1;
      const gram = before * 1024 + letter;
      const times = seen.get(gram) ?? 0;
      seen.set(gram, times + 1);
      if (times < 3) grams.push(gram * 4 + times);
      before = letter;
    }
  }
  return grams.sort((a, b) => a - b);
}
