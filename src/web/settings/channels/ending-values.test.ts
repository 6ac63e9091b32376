import { expect, it } from 'vitest';
import { endingEditOf, endingValuesOf, wrongWithEnding } from './ending-values.ts';

it('counts silence in minutes, hours or days, as its kind of channel lasts; empty is as delivered (R-DSK-2)', () => {
  for (const [kind, silence, silenceMinutes] of [
    ['webchat', '45', 45],
    ['whatsapp', '1.5', 90],
    ['email', '30', 43_200],
  ] as const) {
    expect(endingEditOf(kind, { silence, reopen: undefined })).toEqual({ silenceMinutes });
    expect(endingValuesOf(kind, { silenceMinutes, reopenHours: 3 })).toEqual({ silence, reopen: '3' });
  }
  expect(endingEditOf('email', { silence: '', reopen: '' })).toEqual({ silenceMinutes: null, reopenHours: null });
  expect(endingEditOf('whatsapp', { silence: '0,5', reopen: undefined })).toEqual({ silenceMinutes: 30 });
});

it('refuses what is no length, and more than a year', () => {
  expect(wrongWithEnding('email', { silence: '365', reopen: '0' })).toEqual({});
  expect(wrongWithEnding('email', { silence: '366', reopen: '1.5' })).toEqual({ silence: true, reopen: true });
  expect(wrongWithEnding('webchat', { silence: 'soon', reopen: '-1' })).toEqual({ silence: true, reopen: true });
});
