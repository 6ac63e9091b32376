/**
 * Where in a value stands a text that no store of ours keeps: with a NUL character, or half of a surrogate pair (PostgreSQL's manual, "Character Types" and
 * "JSON Types"; RFC 8259, section 8.2).
 * @returns the names that lead to the first one; null where there is none.
 */
export function findUnstorable(value: unknown): string[] | null {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? [] : null;
  if (value === null || typeof value !== 'object' || value instanceof Blob || ArrayBuffer.isView(value)) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = findUnstorable(name) ?? findUnstorable(inner);
    if (found) return [name.toWellFormed().replaceAll('\u0000', ''), ...found];
  }
  return null;
}
