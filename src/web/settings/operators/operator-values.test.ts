import { expect, it } from 'vitest';
import { capacityOf, newOperator, wrongWith } from './operator-values.ts';

const whole = { ...newOperator('cs'), name: 'Nora Nová', email: 'nora@example.cz' };

it('wants a name, an address, and numbers that somebody can hold at once', () => {
  expect(wrongWith(whole)).toEqual({});
  expect(wrongWith(newOperator('cs'))).toEqual({ name: 'noName', email: 'badEmail' });
  const numbers = { ownCapacity: true, places: '0', calls: 'two' };
  expect(wrongWith({ ...whole, ...numbers })).toEqual({ places: 'badPlaces', calls: 'badCalls' });
  expect(wrongWith({ ...whole, ...numbers, ownCapacity: false })).toEqual({});
});

it('a capacity of their own keeps what it says of other kinds of channel; without one the workspace’s holds', () => {
  const own = { ...whole, ownCapacity: true, places: '3', calls: '2' };
  expect(capacityOf(own, { places: 9, kinds: { phone: 1, webchat: 2 } })).toEqual({
    places: 3,
    kinds: { phone: 2, webchat: 2 },
  });
  expect(capacityOf(whole, { places: 9, kinds: {} })).toBeNull();
});
