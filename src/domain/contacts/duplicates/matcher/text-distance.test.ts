import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edits, jaroWinkler } from './text-distance.ts';

describe('Distances of texts', () => {
  test.each([
    ['novak', 'novak', 0],
    ['novak', 'novk', 1],
    ['novak', 'nvoak', 1],
    ['novak', 'nobak', 1],
    ['novak', 'novakova', 3],
    ['kitten', 'sitting', 3],
    ['', 'ab', 2],
  ])('%s and %s are %i edits apart', (a, b, apart) => {
    expect(edits(a, b, 5)).toBe(apart);
  });

  test('Counting stops above the limit', () => {
    expect(edits('kitten', 'sitting', 2)).toBe(3);
    expect(edits('a', 'a very long text', 2)).toBe(3);
  });

  test('Edits are the same from either side, nothing between a text and itself, and one for one letter more', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(edits(a, b, 20)).toBe(edits(b, a, 20));
        expect(edits(a, a, 3)).toBe(0);
        expect(edits(a, `${a}x`, 3)).toBe(1);
        expect(edits(a, b, 20)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  test('Jaro-Winkler gives the published figures', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3);
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 3);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3);
    expect(jaroWinkler('abc', 'xyz')).toBe(0);
  });
});
