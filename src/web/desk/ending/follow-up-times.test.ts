import { expect, it } from 'vitest';
import { inField, quickTimes, readField } from './follow-up-times.ts';

it('keeps a time through its field, to the minute', () => {
  const at = new Date(2026, 10, 5, 9, 7);
  expect(inField(at)).toBe('2026-11-05T09:07');
  expect(readField(inField(at))).toEqual(at);
  expect([readField(''), readField('soon')]).toEqual([null, null]);
});

it('offers times to come: rounded up to five minutes, tomorrow, and the next Monday (R-DSK-4)', () => {
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => new Date(2026, 5, day, 16, 2));
  for (const now of days) {
    const times = quickTimes(now);
    for (const { at } of times) expect(at.getTime()).toBeGreaterThan(now.getTime());
    const monday = times.at(-1)?.at;
    expect([monday?.getDay(), monday?.getHours()]).toEqual([1, 9]);
    expect((monday?.getTime() ?? 0) - now.getTime()).toBeLessThanOrEqual(7 * 86_400_000);
  }
  expect(times(new Date(2026, 5, 3, 16, 2))).toEqual(['17:05', '18:05', '09:00', '09:00']);
});

const times = (now: Date) => quickTimes(now).map(({ at }) => inField(at).slice(11));
