import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardCell, joinCell, splitCell, splitPlaces, unguardCell } from './csv-cells.ts';

describe('a cell that a spreadsheet would execute', () => {
  it.each(['=1+1', '+420602118001', '-1', '@x', '\t=1', '\r=1', '＝1', "'=1", "''+1"])(
    '%j is guarded, and comes back as it was',
    (text) => {
      expect(guardCell(text)).toBe(`'${text}`);
      expect(unguardCell(guardCell(text))).toBe(text);
    },
  );

  it.each(['Jana', "'quoted'", "O'Hara", '', ' =1'])('%j is none', (text) => {
    expect(guardCell(text)).toBe(text);
    expect(unguardCell(text)).toBe(text);
  });

  it('comes back whatever it is', () => {
    const signs = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', ' ', '＝') });
    fc.assert(fc.property(signs, (text) => unguardCell(guardCell(text)) === text));
  });
});

describe('several texts in one cell', () => {
  it('are split at semicolons', () => {
    expect(splitCell('a@example.com; b@example.com ;;')).toEqual(['a@example.com', 'b@example.com']);
    expect(splitPlaces('work;;home')).toEqual(['work', '', 'home']);
  });

  it('may hold semicolons and backslashes', () => {
    expect(joinCell(['a;b', 'c\\', '\\d'])).toBe('a\\;b;c\\\\;\\d');
    const text = fc.string({ unit: fc.constantFrom(';', '\\', 'a', ',', '"') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        expect(splitPlaces(joinCell(texts))).toEqual(texts);
      }),
    );
  });
});
