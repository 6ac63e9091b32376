import { expect, it } from 'vitest';
import type { ConversationRow } from '#contract/conversation.ts';
import { type RowsPage, rowsInPlace } from './rows-in-place.ts';

it('puts a row that has news on top, and takes out one that is no more of the list', () => {
  const pages = [page([row('c', 30), row('b', 20)]), page([row('a', 10)], null)];
  const now = rowsInPlace(pages, ['a', 'b'], [row('a', 40)], false);
  expect(idsOf(now)).toEqual([['a', 'c'], []]);
});

it('leaves a row without news where it stands, and the other pages as they are', () => {
  const pages = [page([row('c', 30)]), page([row('b', 20), row('a', 10)], null)];
  const read = { ...row('b', 20), unread: true };
  const now = rowsInPlace(pages, ['b'], [read], false);
  expect(idsOf(now)).toEqual([['c'], ['b', 'a']]);
  expect(now[1]?.items[0]).toBe(read);
  expect(now[0]).toBe(pages[0]);
});

it('leaves out what belongs further down than is loaded, and adds it at the end of a whole list', () => {
  expect(idsOf(rowsInPlace([page([row('c', 30)])], ['a'], [row('a', 10)], false))).toEqual([['c']]);
  expect(idsOf(rowsInPlace([page([row('c', 30)], null)], ['a'], [row('a', 10)], false))).toEqual([['c', 'a']]);
  expect(idsOf(rowsInPlace([page([], null)], ['a'], [row('a', 10)], false))).toEqual([['a']]);
});

it('has the longest waiting first in the view Waiting, and goes by the id within one moment', () => {
  const pages = [page([row('b', 10), row('d', 20)], null)];
  expect(idsOf(rowsInPlace(pages, ['c'], [row('c', 10)], true))).toEqual([['b', 'c', 'd']]);
  expect(idsOf(rowsInPlace([page([row('d', 20), row('b', 10)], null)], ['c'], [row('c', 10)], false))).toEqual([
    ['d', 'c', 'b'],
  ]);
});

function row(id: string, second: number): ConversationRow {
  return { id, lastAt: `2026-05-04T10:00:${second}.000Z`, waitingSince: null, unread: false } as ConversationRow;
}

function page(items: ConversationRow[], nextCursor: string | null = 'more'): RowsPage {
  return { items, nextCursor };
}

function idsOf(pages: RowsPage[]): string[][] {
  return pages.map(({ items }) => items.map(({ id }) => id));
}
