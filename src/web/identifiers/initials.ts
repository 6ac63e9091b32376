/** Up to two letters of a name for an avatar: the first of its first and of its last word. A number or sign gives ''. */
export function initials(name: string | null): string {
  const parts = (name ?? '').split(/[\s-]+/u).filter((part) => /^\p{L}/u.test(part));
  const [first, ...rest] = parts;
  return [first, rest.at(-1)]
    .map((part) => (part ? ([...part][0] ?? '') : ''))
    .join('')
    .toLocaleUpperCase();
}
