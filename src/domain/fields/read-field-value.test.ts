import { describe, expect, test } from 'vitest';
import { hasShape, readFieldValue } from './read-field-value.ts';

const field = (more: Partial<Parameters<typeof readFieldValue>[0]>) => ({
  type: 'text' as const,
  shape: null,
  choices: [],
  ...more,
});
const read = (more: Parameters<typeof field>[0], given: string | number | boolean) => {
  const answer = readFieldValue(field(more), given);
  return 'value' in answer ? answer.value : null;
};

describe('a value of a field (R-ID-6)', () => {
  test('of text is composed and trimmed, and keeps its case and zeros', () => {
    expect(read({}, '  007-Ab\u200b ')).toBe('007-Ab');
    expect(read({}, 'Nova\u0301k')).toBe('Novák');
    expect(read({}, 7)).toBe('7');
    expect([read({}, '  '), read({}, 'x'.repeat(2_001))]).toEqual([null, null]);
  });

  test('of number is plain decimal', () => {
    const given = ['007', '-12.50', '+3', '0.0', '-0', 12.5, '1234567890123456789012345'];
    expect(given.map((one) => read({ type: 'number' }, one))).toEqual([
      '7',
      '-12.5',
      '3',
      '0',
      '0',
      '12.5',
      '1234567890123456789012345',
    ]);
    for (const bad of ['12,5', '1e3', '1 234', 'seven', '.5', true, Number.NaN, 1e21]) {
      expect(read({ type: 'number' }, bad)).toBeNull();
    }
  });

  test('of date is a day that the calendar has', () => {
    expect(read({ type: 'date' }, ' 2024-02-29 ')).toBe('2024-02-29');
    for (const bad of ['2023-02-29', '2024-13-01', '29. 2. 2024', '2024-2-9', 20240229]) {
      expect(read({ type: 'date' }, bad)).toBeNull();
    }
  });

  test('of yes/no and of choice is one of theirs, whatever its case', () => {
    expect([true, 'YES', 'ano', 'false', 'Ne', 0].map((one) => read({ type: 'yesNo' }, one))).toEqual([
      'true',
      'true',
      'true',
      'false',
      'false',
      'false',
    ]);
    expect(read({ type: 'yesNo' }, 'perhaps')).toBeNull();
    const choices = ['Dům', 'Byt'];
    expect(['dum', 'Byt', 'Hrad'].map((one) => read({ type: 'choice', choices }, one))).toEqual(['Dům', 'Byt', null]);
  });

  test('says in a sentence what is wrong with it', () => {
    expect(readFieldValue(field({ shape: '9999' }), '12')).toEqual({
      problem: '“12” does not look like 9999 (9 a digit, A a letter, X either).',
    });
  });
});

describe('a shape', () => {
  test('is of digits, letters, either, and signs that stand for themselves; ? says that one may be missing', () => {
    expect(hasShape('7720418', '9999999')).toBe(true);
    expect(hasShape('CZ-12 a', 'AA-99 X')).toBe(true);
    expect(hasShape('CZ-12 9', 'AA-99 X')).toBe(true);
    for (const ok of ['12', '123', '1234']) expect(hasShape(ok, '999?9?')).toBe(true);
    for (const bad of ['1', '12345', '1a', '']) expect(hasShape(bad, '999?9?')).toBe(false);
    expect(hasShape('12/34', '99/?99')).toBe(true);
    expect(hasShape('1234', '99/?99')).toBe(true);
  });

  test('costs no more for being made to hurt', () => {
    const started = performance.now();
    expect(hasShape(`${'1'.repeat(1_000)}x`, '9?'.repeat(100))).toBe(false);
    expect(hasShape(`${'1'.repeat(99)}x`, '9?'.repeat(100))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
