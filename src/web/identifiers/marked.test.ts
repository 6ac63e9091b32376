import { expect, test } from 'vitest';
import { markedPlaces } from './marked.tsx';

function marked(text: string, query: string): string[] {
  return markedPlaces(text, query).map(({ start, end }) => text.slice(start, end));
}

test('a search without accents marks the letters with them, and only those asked for', () => {
  expect(marked('Jana Nováková', 'novak')).toEqual(['Novák']);
  expect(marked('Nova\u0301kova\u0301', 'novak')).toEqual(['Nova\u0301k']);
});

test('a fragment inside a word is marked', () => {
  expect(marked('jana.novakova@example.cz', 'kova')).toEqual(['kova']);
});

test('digits are found across the spaces of a phone number', () => {
  expect(marked('+420 602 118 940', '602118')).toEqual(['602 118']);
});

test('every word is marked wherever it stands, without overlaps', () => {
  expect(marked('Novák Střechy, Petr Novák', 'novak petr')).toEqual(['Novák', 'Petr', 'Novák']);
  expect(marked('aaaa', 'aa aaa')).toEqual(['aaa']);
});

test('nothing is marked where nothing was found', () => {
  expect(marked('Daniela Říhová', 'novak')).toEqual([]);
});
