import { expect, it } from 'vitest';
import { letterDiff } from './letter-diff.ts';

/** The two texts with what differs in brackets. */
function marked(left: string, right: string): string[] {
  return letterDiff(left, right).map((pieces) =>
    pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''),
  );
}

it('marks an accent on both sides, and nothing else', () => {
  expect(marked('Petr Novák', 'Petr Novak')).toEqual(['Petr Nov[á]k', 'Petr Nov[a]k']);
});

it('marks a letter that only one side has', () => {
  expect(marked('Eliška Nováková', 'Eliška Novákvá')).toEqual(['Eliška Novák[o]vá', 'Eliška Novákvá']);
});

it('marks what was moved, once on each side', () => {
  expect(marked('Lucie Králová', 'Králová Lucie')).toEqual(['[Lucie ]Králová', 'Králová[ Lucie]']);
});

it('takes an accent written apart for a part of its letter', () => {
  expect(marked('Nova\u0301k', 'Novak')).toEqual(['Nov[a\u0301]k', 'Nov[a]k']);
  expect(marked('👩🏽‍🔧 Eva', '👩🏻‍🔧 Eva')).toEqual(['[👩🏽‍🔧] Eva', '[👩🏻‍🔧] Eva']);
});

it('marks the prefix of a number that the other one lacks', () => {
  expect(marked('+420 731 220 045', '731 220 045')).toEqual(['[+420 ]731 220 045', '731 220 045']);
});

it('marks nothing in texts that are the same, have little in common, or are very long', () => {
  expect(marked('Brno', 'Brno')).toEqual(['Brno', 'Brno']);
  expect(marked('Brno', 'Kuřim')).toEqual(['Brno', 'Kuřim']);
  expect(marked('', 'Kuřim')).toEqual(['', 'Kuřim']);
  expect(marked(`${'a'.repeat(201)}b`, 'a'.repeat(201))).toEqual([`${'a'.repeat(201)}b`, 'a'.repeat(201)]);
});
