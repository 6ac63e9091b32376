import { expect, it } from 'vitest';
import { minutes, newQueue, secondsIn, wrongWith } from './queue-values.ts';

it('reads minutes with a point or a comma, and refuses what is no number', () => {
  expect(['2', '1.5', '0,5', ' 3 ', '', '-1', '1:30'].map(secondsIn)).toEqual([120, 90, 30, 180, null, null, null]);
  expect([120, 90, 20].map(minutes)).toEqual(['2', '1.5', '0.33']);
});

it('keeps the seconds of a queue through its form', () => {
  for (const seconds of [0, 1, 20, 59, 61, 100, 86_399]) expect(secondsIn(minutes(seconds))).toBe(seconds);
});

it('asks for a name, for times within their bounds, and for a limit after the warning', () => {
  expect(wrongWith({ ...newQueue, name: 'Faults' })).toEqual({});
  expect(wrongWith({ ...newQueue, name: ' ', warnAfter: '1441' })).toEqual({
    name: 'noName',
    warnAfter: 'badWarn',
    limitAfter: 'limitBeforeWarn',
  });
  expect(wrongWith({ ...newQueue, name: 'Faults', limitAfter: 'soon' })).toEqual({ limitAfter: 'badLimit' });
});
