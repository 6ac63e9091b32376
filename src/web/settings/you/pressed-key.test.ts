import { expect, it } from 'vitest';
import { pressedKey } from './pressed-key.ts';

const plain = { code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const press = (key: string, more: Partial<typeof plain> = {}, led = false) =>
  pressedKey({ ...plain, key, ...more }, led);

it('reads letters, digits by their place, signs, Ctrl, ⌘ and Shift with a letter, function keys, and two letters', () => {
  expect(press('P')).toEqual({ key: 'p' });
  expect(press('ě', { code: 'Digit2' })).toEqual({ key: 'digit2' });
  expect(press(';')).toEqual({ key: ';' });
  expect(press('P', { shiftKey: true })).toEqual({ key: 'shift+p' });
  expect(press('m', { ctrlKey: true })).toEqual({ key: 'mod+m' });
  expect(press('m', { metaKey: true })).toEqual({ key: 'mod+m' });
  expect(press('F8')).toEqual({ key: 'f8' });
  expect(press('g')).toEqual({ wait: 'second' });
  expect(press('P', {}, true)).toEqual({ key: 'g p' });
});

it('waits while only Ctrl or Shift is held, and refuses what browsers and the screen need', () => {
  expect(press('Control', { ctrlKey: true })).toEqual({ wait: 'modifier' });
  expect(press('w', { ctrlKey: true })).toEqual({ wrong: 'browsers', key: 'mod+w' });
  for (const key of ['Enter', 'F5', 'F6', 'ArrowDown', ' ']) expect(press(key)).toMatchObject({ wrong: 'notAKey' });
  expect(press('1', { code: 'Digit1', altKey: true })).toMatchObject({ wrong: 'notAKey' });
});
