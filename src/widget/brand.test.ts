import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brandOf, contrast, parsed } from './brand.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);

it('a colour carries its text at 4.5:1 whatever colour it is, and is ink on light and dark paper', () => {
  fc.assert(
    fc.property(colour, (given) => {
      const { ground, text, onLight, onDark } = brandOf(given);
      expect(contrast(parsed(ground), parsed(text))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(parsed(onLight), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(parsed(onDark), [22, 27, 32])).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('a colour that carries white text already stays as it is, a light one gets dark text', () => {
  expect(brandOf('#14606b')).toMatchObject({ ground: '#14606b', text: '#ffffff' });
  expect(brandOf('#ffd500')).toMatchObject({ ground: '#ffd500', text: '#161b23' });
  expect(brandOf('not a colour').ground).toBe('#1a2029');
});
