import { expect, it } from 'vitest';
import { holdStill } from './hold-still.ts';

interface Row {
  id: string;
  at: number;
  text?: string;
}
const rows = (...given: [string, number, string?][]): Row[] =>
  given.map(([id, at, text]) => ({ id, at, ...(text && { text }) }));
const hold = (held: Row[], fresh: Row[]) =>
  holdStill(
    held,
    fresh,
    ({ id }) => id,
    (before, now) => now.at > before.at,
  );
const held = rows(['a', 3], ['b', 2], ['c', 1]);

it('leaves every row where it is when one gets news, shows the news in it, and counts it', () => {
  const { rows: shown, news } = hold(held, rows(['c', 9, 'hello'], ['a', 3], ['b', 2]));
  expect(shown).toEqual(rows(['a', 3], ['b', 2], ['c', 9, 'hello']));
  expect(news).toBe(1);
});

it('counts no row whose news leave it where it is', () => {
  const { rows: shown, news } = hold(held, rows(['a', 9, 'hello'], ['b', 2], ['c', 1]));
  expect(shown).toEqual(rows(['a', 9, 'hello'], ['b', 2], ['c', 1]));
  expect(news).toBe(0);
});

it('lets new rows wait above', () => {
  const { rows: shown, news } = hold(held, rows(['d', 5], ['e', 4], ['a', 3], ['b', 2], ['c', 1]));
  expect(shown).toEqual(held);
  expect(news).toBe(2);
});

it('adds what was loaded further down', () => {
  const { rows: shown, news } = hold(held, rows(['a', 3], ['b', 2], ['c', 1], ['z', 0]));
  expect(shown.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'z']);
  expect(news).toBe(0);
});

it('keeps a row that went away in its place', () => {
  const { rows: shown, news } = hold(held, rows(['a', 3], ['c', 1]));
  expect(shown).toEqual(held);
  expect(news).toBe(0);
});

it('lets the first rows of an empty list wait', () => {
  expect(hold([], rows(['a', 3]))).toEqual({ rows: [], news: 1, firstNew: { id: 'a', at: 3 } });
});
