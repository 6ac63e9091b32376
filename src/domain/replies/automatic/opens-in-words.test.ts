import { expect, test } from 'vitest';
import { opensInWords } from './opens-in-words.ts';

const now = new Date('2026-11-20T22:30:00Z'); // Friday in Prague, 23:30

test('says when it opens as one says it, by the clocks of its zone (R-DSK-6)', () => {
  const words = (opens: string, language: 'en' | 'cs') =>
    opensInWords(new Date(opens), now, 'Europe/Prague', language).replaceAll('\u00a0', ' ');
  expect(words('2026-11-20T22:45:00Z', 'en')).toBe('today at 23:45');
  expect(words('2026-11-20T23:05:00Z', 'cs')).toBe('zítra od 0:05');
  expect(words('2026-11-23T07:00:00Z', 'en')).toBe('on Monday 23 November at 8:00');
  expect(words('2026-11-25T07:00:00Z', 'cs')).toBe('ve středu 25. listopadu od 8:00');
});
