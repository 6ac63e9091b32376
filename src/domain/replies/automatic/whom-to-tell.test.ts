import { expect, test } from 'vitest';
import { isReadBySomebody } from './whom-to-tell.ts';

test('addresses of people are told from those that nobody reads (R-DSK-6)', () => {
  const people = [
    'anna@example.cz',
    'noreen@example.com',
    'norman.reply@example.com',
    'rooted@example.com',
    'info@example.com',
  ];
  const machines = [
    'noreply@x.cz',
    'no-reply+1@x.cz',
    'do_not_reply@x.cz',
    'donotreply@x.cz',
    'bounce+12@x.cz',
    'owner-list@x.cz',
    'a-request@x.cz',
    'Postmaster@x.cz',
    'neodpovidejte@x.cz',
    'none',
    'a@b@c',
  ];
  expect(people.filter((one) => !isReadBySomebody(one))).toEqual([]);
  expect(machines.filter(isReadBySomebody)).toEqual([]);
});
