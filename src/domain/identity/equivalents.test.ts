import { expect, test } from 'vitest';
import { equivalentKeys } from './equivalents.ts';

test('numbers with and without their mobile sign are each other’s only equivalents (R-ID-2)', () => {
  for (const [long, short] of [
    ['+5531987654321', '+553187654321'],
    ['+5491123456789', '+541123456789'],
    ['+5215512345678', '+525512345678'],
  ] as const) {
    expect(equivalentKeys('phone', long)).toEqual([short]);
    expect(equivalentKeys('whatsapp', short)).toEqual([long]);
  }
});

test('fixed lines, other countries and other kinds have none', () => {
  expect(equivalentKeys('phone', '+553133334444')).toEqual([]);
  expect(equivalentKeys('phone', '+5531933334444')).toEqual([]);
  expect(equivalentKeys('phone', '+420602771304')).toEqual([]);
  expect(equivalentKeys('phone', 'extension 12')).toEqual([]);
  expect(equivalentKeys('telegram', '+5531987654321')).toEqual([]);
  expect(equivalentKeys('custom:phone', '+5531987654321')).toEqual([]);
});
