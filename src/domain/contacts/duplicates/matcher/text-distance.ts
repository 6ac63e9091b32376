/**
 * Edits between two texts: insertions, deletions, replacements and swaps of neighbours (optimal string alignment), or `limit + 1` when
 * there are more than `limit`. Source: F. Damerau, "A technique for computer detection and correction of spelling errors", 1964;
 * P. Christen, "Data Matching", 2012, §5.3.
 */
export function edits(a: string, b: string, limit: number): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > limit) return limit + 1;
  let start = 0;
  while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < short.length - start &&
    short.charCodeAt(short.length - 1 - tail) === long.charCodeAt(long.length - 1 - tail)
  )
    tail++;
  return alignment(short, long, start, short.length - tail, long.length - tail, limit);
}

// Three rows reused between calls: nothing here waits, so no two calls are under way at once.
let twoAgo = new Uint16Array(256);
let oneAgo = new Uint16Array(256);
let row = new Uint16Array(256);

function alignment(a: string, b: string, from: number, toA: number, toB: number, limit: number): number {
  const width = toB - from;
  if (toA === from) return Math.min(width, limit + 1);
  if (width >= row.length) return limit + 1;
  for (let j = 0; j <= width; j++) oneAgo[j] = j;
  for (let i = 1; i <= toA - from; i++) {
    row[0] = i;
    let best = i;
    const letter = a.charCodeAt(from + i - 1);
    for (let j = 1; j <= width; j++) {
      const other = b.charCodeAt(from + j - 1);
      let cost = Math.min(
        (oneAgo[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (oneAgo[j - 1] ?? 0) + (letter === other ? 0 : 1),
      );
      if (i > 1 && j > 1 && letter === b.charCodeAt(from + j - 2) && a.charCodeAt(from + i - 2) === other) {
        cost = Math.min(cost, (twoAgo[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [twoAgo, oneAgo, row] = [oneAgo, row, twoAgo];
  }
  return Math.min(oneAgo[width] ?? 0, limit + 1);
}

/**
 * How alike two short texts are, from 0 to 1, a common beginning counting more. Source: M. Jaro, "Advances in record-linkage methodology",
 * 1989; W. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model", 1990 (prefix up to 4, scale 0.1).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  let taken = 0; // bits: names are shorter than 31 letters, the rest is not looked at
  let found = '';
  for (let i = 0; i < a.length && i < 31; i++) {
    for (let j = Math.max(0, i - window); j <= i + window && j < b.length && j < 31; j++) {
      if ((taken & (1 << j)) === 0 && a.charCodeAt(i) === b.charCodeAt(j)) {
        taken |= 1 << j;
        found += a[i];
        break;
      }
    }
  }
  if (!found) return 0;
  let place = 0;
  let moved = 0;
  for (let j = 0; j < b.length && j < 31; j++) {
    if ((taken & (1 << j)) !== 0 && b.charCodeAt(j) !== found.charCodeAt(place++)) moved++;
  }
  const matches = found.length;
  const jaro = (matches / a.length + matches / b.length + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
