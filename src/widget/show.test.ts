import { expect, it } from 'vitest';
import { dayIn, momentIn } from './show.ts';

const now = new Date(2026, 9, 16, 10, 0); // a Friday
const at = (days: number, hour = 8) => new Date(2026, 9, 16 + days, hour, 0).toISOString();

it('a moment reads as people say it, in both languages', () => {
  const ways = [0, 1, 2, 3, 5, 9].map((days) => [dayIn(at(days), 'en', now), dayIn(at(days), 'cs', now)]);
  expect(ways).toEqual([
    ['today', 'dnes'],
    ['tomorrow', 'zítra'],
    ['Sunday', 'neděle'],
    ['Monday', 'pondělí'],
    ['Wednesday', 'středa'],
    ['Sunday 25 October', 'neděle 25. října'],
  ]);
  const said = [momentIn(at(3), 'cs', now), momentIn(at(5, 14), 'cs', now), momentIn(at(1, 9), 'cs', now)];
  expect(said).toEqual(['v pondělí v 8:00', 've středu ve 14:00', 'zítra v 9:00']);
  expect([momentIn(at(3), 'en', now), momentIn(at(0, 12), 'en', now)]).toEqual(['on Monday at 8:00', 'today at 12:00']);
});
