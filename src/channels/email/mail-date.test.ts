import { describe, expect, it } from 'vitest';
import { readDate } from './mail-date.ts';

describe('a date of a mail', () => {
  it.each([
    ['Sun, 22 Nov 2026 10:00:00 +0100', '2026-11-22T09:00:00.000Z'],
    ['22 Nov 26 10:00 GMT', '2026-11-22T10:00:00.000Z'],
    ['Fri, 21 Nov 97 09:55:06 -0600 (CST)', '1997-11-21T15:55:06.000Z'],
    ['Sunday, 22-Nov-2026 10:00:00 CET', '2026-11-22T09:00:00.000Z'],
    ['Sun Nov 22 10:00:00 2026', '2026-11-22T10:00:00.000Z'],
    ['Sun Nov 22 10:00:00 EST 2026', '2026-11-22T15:00:00.000Z'],
    ['2026-11-22T10:00:00+01:00', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22 10:00:00', '2026-11-22T10:00:00.000Z'],
    ['22.11.2026 10:00', '2026-11-22T10:00:00.000Z'],
    ['November 22, 2026 3:05 PM', '2026-11-22T15:05:00.000Z'],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
    ['Sun, 22 Nov 2026', '2026-11-22T00:00:00.000Z'],
  ])('%s is %s', (written, at) => {
    expect(readDate(written)?.toISOString()).toBe(at);
  });

  it.each(['', 'yesterday', '32 Foo 2026', '22 Nov 2026 99:00', '1'.repeat(1_000)])(
    'cannot be read from "%s"',
    (written) => {
      expect(readDate(written)).toBeNull();
    },
  );
});
