/**
 * A value as people read it: an international number given in one piece falls into groups of three after its prefix, where the
 * prefix is known to be one of three digits with nine behind it (+420, +421). Everything else stays as it was given.
 */
export function readable(display: string): string {
  const [, prefix, ...groups] = /^(\+42[01])(\d{3})(\d{3})(\d{3})$/u.exec(display) ?? [];
  return prefix ? [prefix, ...groups].join('\u00a0') : display;
}
