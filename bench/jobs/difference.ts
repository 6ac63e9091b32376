/** How an answer differs from what a plain scan found, in one line; null where it does not. */
export function difference(asked: string, answered: readonly unknown[], plain: readonly unknown[]): string | null {
  const place = Array.from({ length: Math.max(answered.length, plain.length) }, (_, n) => n).find(
    (n) => answered[n] !== plain[n],
  );
  if (place === undefined) return null;
  const had = new Set(plain);
  const extra = answered.filter((one) => !had.has(one)).length;
  return `${asked}: ${answered.length} rows, the plain scan ${plain.length}; number ${place + 1} is ${answered[place] ?? 'missing'} instead of ${plain[place] ?? 'none'}; ${extra} that the scan has not`;
}
