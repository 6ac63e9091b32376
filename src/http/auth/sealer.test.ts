import { expect, test } from 'vitest';
import { makeSealer } from './sealer.ts';

const secret = 'a secret of the tests, long enough for it';

test('what is sealed opens for the same purpose in the same installation, and for nothing else', () => {
  const sealed = makeSealer(secret).seal('tajemství', 'one thing');
  expect(sealed).not.toContain('tajemství');
  expect(makeSealer(secret).open(sealed, 'one thing')).toBe('tajemství');
  expect(makeSealer(secret).open(sealed, 'another')).toBeNull();
  expect(makeSealer(`${secret}!`).open(sealed, 'one thing')).toBeNull();
  expect(makeSealer(secret).open('tajemství', 'one thing')).toBeNull();
  const touched = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(makeSealer(secret).open(touched, 'one thing')).toBeNull();
});

test('no two seals of a text are alike; its marks are, for one purpose', () => {
  const sealer = makeSealer(secret);
  expect(sealer.seal('x', 'a')).not.toBe(sealer.seal('x', 'a'));
  expect(sealer.mark('123456', 'a')).toEqual(sealer.mark('123456', 'a'));
  expect(sealer.mark('123456', 'a')).not.toEqual(sealer.mark('123456', 'b'));
});
