import { expect, it } from 'vitest';
import { areWhole, isTimeZone, readHours, timeIn, wrongSpans } from './hours-values.ts';

it('reads times as people write them (R-DSK-6)', () => {
  expect(['8', '8:30', '0830', '17.15', '24', '24:00', ' 7 '].map(timeIn)).toEqual([
    '08:00',
    '08:30',
    '08:30',
    '17:15',
    '24:00',
    '24:00',
    '07:00',
  ]);
  expect(['', '25', '8:60', '24:01', 'x', '8:3', '-1'].map(timeIn)).toEqual(Array(7).fill(null));
});

it('finds spans that end before they begin, and those that lie over each other', () => {
  const week = [
    { day: 1, from: '8', to: '12' },
    { day: 1, from: '12', to: '16' },
    { day: 1, from: '15', to: '18' },
    { day: 2, from: '16', to: '8' },
    { day: 3, from: '8', to: '12' },
  ];
  expect([...wrongSpans(week)]).toEqual([
    [2, 'overlap'],
    [3, 'badSpan'],
  ]);
});

it('keeps a week in order, with its times in full', () => {
  const week = [
    { day: 2, from: '13', to: '24' },
    { day: 2, from: '8', to: '12' },
    { day: 1, from: '8', to: '12' },
  ];
  expect(readHours({ timeZone: ' Europe/Prague ', week })).toEqual({
    timeZone: 'Europe/Prague',
    week: [
      { day: 1, from: '08:00', to: '12:00' },
      { day: 2, from: '08:00', to: '12:00' },
      { day: 2, from: '13:00', to: '24:00' },
    ],
  });
  expect([isTimeZone('Europe/Prague'), isTimeZone('Prague'), isTimeZone('')]).toEqual([true, false, false]);
  expect([areWhole(null), areWhole({ timeZone: 'Prague', week: [] })]).toEqual([true, false]);
});
