import { expect, it } from 'vitest';
import { shapeParts } from './shape-words.ts';

const read = (shape: string) =>
  shapeParts(shape).map(
    ({ kind, count, sign, maybe }) => `${kind === 'sign' ? sign : `${count} ${kind}`}${maybe ? '?' : ''}`,
  );

it('reads a shape in runs of equal signs', () => {
  expect(read('9999999')).toEqual(['7 digits']);
  expect(read('AA-99')).toEqual(['2 letters', '-', '2 digits']);
  expect(read('XXX')).toEqual(['3 either']);
  expect(read('')).toEqual([]);
});

it('lets the question mark make only the sign before it optional', () => {
  expect(read('999?')).toEqual(['2 digits', '1 digits?']);
  expect(read('9?99')).toEqual(['1 digits?', '2 digits']);
  expect(read('-?9')).toEqual(['-?', '1 digits']);
  expect(read('?')).toEqual(['?']);
});
