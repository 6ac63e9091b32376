import { expect, test } from 'vitest';
import { takeFiles } from './take-files.ts';

const file = (name: string, size = 1) => new File([new Uint8Array(size)], name);

test('Files of a reply are at most 15 MB together; what does not fit is named, what fits is taken', () => {
  const { files, tooLarge } = takeFiles([file('a.pdf', 10_000_000)], [file('b.pdf', 6_000_000), file('c.txt', 5)]);
  expect(files.map(({ name }) => name)).toEqual(['a.pdf', 'c.txt']);
  expect(tooLarge).toEqual(['b.pdf']);
});

test('A reply takes 20 files, and the same one once', () => {
  const many = Array.from({ length: 21 }, (_, place) => file(`${place}.txt`));
  const { files, tooMany } = takeFiles([file('0.txt')], many);
  expect(files).toHaveLength(20);
  expect(tooMany).toBe(true);
});
