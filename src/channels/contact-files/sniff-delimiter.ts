const candidates = [';', ',', '\t', '|'] as const;

/**
 * The sign between the cells of a CSV file: the one that stands as often in most of the first lines as in the header, outside of quotes; of several the one
 * that makes the most columns. Excel's `sep=;` line says it itself.
 */
export function sniffDelimiter(lines: string[]): string {
  const said = /^sep=(.)$/i.exec(lines[0] ?? '')?.[1];
  if (said) return said;
  const [header = '', ...rest] = lines.filter((line) => line.trim() !== '');
  const scores = candidates.map((sign) => {
    const columns = countOutsideQuotes(header, sign);
    const alike = rest.filter((line) => countOutsideQuotes(line, sign) === columns).length;
    const agreement = (alike + 1) / (rest.length + 1);
    return {
      sign,
      score: columns === 0 ? 0 : agreement * (1 + Math.min(columns, 50) / 50) + (agreement > 0.8 ? 1 : 0),
    };
  });
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).score > 0
    ? scores.reduce((best, one) => (one.score > best.score ? one : best)).sign
    : ',';
}

function countOutsideQuotes(line: string, sign: string): number {
  let count = 0;
  let isInside = false;
  for (const letter of line) {
    if (letter === '"') isInside = !isInside;
    else if (letter === sign && !isInside) count += 1;
  }
  return count;
}
