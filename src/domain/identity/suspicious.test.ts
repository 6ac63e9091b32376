import { expect, test } from 'vitest';
import { isAutomatic, suspiciousCard, suspiciousValue } from './suspicious.ts';

test('a card with more than twenty automatic values of a kind is suspicious, with browser ids from a hundred on (R-ID-7)', () => {
  expect(suspiciousCard('email', 20)).toBeNull();
  expect(suspiciousCard('email', 21)).toEqual({ reason: 'manyValues', kind: 'email', count: 21, most: 20 });
  expect(suspiciousCard('browser', 100)).toBeNull();
  expect(suspiciousCard('browser', 101)).toMatchObject({ reason: 'manyValues', most: 100 });
});

test('a value on six cards is suspicious, on five it is not', () => {
  expect(suspiciousValue('phone', 5)).toBeNull();
  expect(suspiciousValue('phone', 6)).toEqual({ reason: 'manyCards', kind: 'phone', count: 6, most: 5 });
});

test('only channels and rules are automatic', () => {
  expect((['channel', 'rule', 'operator', 'apiKey', 'import'] as const).filter((by) => isAutomatic({ by }))).toEqual([
    'channel',
    'rule',
  ]);
});
