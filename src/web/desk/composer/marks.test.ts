import { expect, test } from 'vitest';
import { filledIn, moveMarks, piecesOf } from './marks.ts';

const template = 'Good morning {{client.name}}, your deposit is {{parameter.deposit}} (a+b).';

test('R-TAB-7: values of a filled template are found by its text', () => {
  const filled = 'Good morning Jana Nováková, your deposit is 1 450 Kč (a+b).';
  const marks = filledIn(['Dobrý den {{client.name}}', template], filled);
  expect(marks.map(({ from, to }) => filled.slice(from, to))).toEqual(['Jana Nováková', '1 450 Kč']);
});

test('R-TAB-7: a variable without a value is marked as missing, not as filled in', () => {
  const filled = 'Good morning Jana, your deposit is {{parameter.deposit}} (a+b).';
  const pieces = piecesOf(filled, filledIn([template], filled));
  expect(pieces.filter(({ kind }) => kind !== 'plain')).toEqual([
    { text: 'Jana', kind: 'filled' },
    { text: '{{parameter.deposit}}', kind: 'missing' },
  ]);
  expect(pieces.map(({ text }) => text).join('')).toBe(filled);
});

test('A mark moves with the text around it, and goes once it is edited itself', () => {
  const mark = { from: 6, to: 10 };
  expect(moveMarks('Hello Jana.', 'Well, Hello Jana.', [mark])).toEqual([{ from: 12, to: 16 }]);
  expect(moveMarks('Hello Jana.', 'Hello Jana. Bye', [mark])).toEqual([mark]);
  expect(moveMarks('Hello Jana.', 'Hello Jna.', [mark])).toEqual([]);
});
