import { expect, it } from 'vitest';
import type { Workspace } from '#contract/workspace-routes.ts';
import { editOf, undoOf, valuesOf, wrongWith } from './workspace-values.ts';

const workspace: Workspace = {
  name: 'Example',
  country: 'CZ',
  hours: null,
  holidays: [],
  capacity: { places: 5, kinds: { phone: 1 } },
  maskCards: false,
  freeTags: true,
  callbackAttempts: 3,
};

it('tells the server only what was changed, and knows what takes it back', () => {
  const values = { ...valuesOf(workspace), language: 'cs' as const, kinds: { phone: '', email: '3' } };
  const edit = editOf({ language: 'cs', kinds: values.kinds }, values);
  expect(edit).toEqual({ language: 'cs', capacity: { places: 5, kinds: { email: 3 } } });
  expect(undoOf(workspace, edit)).toEqual({ language: null, capacity: { places: 5, kinds: { phone: 1 } } });
});

it('asks for a name, whole hours, and numbers within their bounds', () => {
  const values = valuesOf(workspace);
  expect(wrongWith(values)).toEqual({});
  const hours = { timeZone: 'Europe/Prague', week: [{ day: 1, from: '16', to: '8' }] };
  const wrong = { ...values, name: ' ', places: '0', isAlways: false, hours, kinds: { phone: '101', email: '' } };
  expect(wrongWith(wrong)).toEqual({ name: 'noName', places: 'badPlaces', hours: true, kinds: ['phone'] });
  expect(wrongWith({ ...wrong, isAlways: true })).not.toHaveProperty('hours');
});
