import type { When } from './tell.ts';

/** Milliseconds of `12 min`, `3 h` or `2 d`. */
export function span(text: string): number {
  const [, count, unit] = /^([\d.]+) (min|h|d)$/.exec(text) ?? [];
  const each = { min: 60_000, h: 3_600_000, d: 86_400_000 }[unit ?? ''];
  if (!each) throw new RangeError(`“${text}” is no span of time.`);
  return Number(count) * each;
}

/** The moment that `when` names, seen from `now`. */
export function momentOf(when: When, now: Date): Date {
  const [, days, hour, minute] = /^(\d+) d (\d+):(\d+)$/.exec(when) ?? [];
  if (days === undefined) return new Date(now.getTime() - span(when));
  const at = new Date(now);
  at.setUTCDate(at.getUTCDate() - Number(days));
  at.setUTCHours(Number(hour) - 1, Number(minute), 17, 0); // Czech winter time, wherever it is made
  return at;
}
