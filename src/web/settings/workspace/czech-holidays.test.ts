import { expect, it } from 'vitest';
import { czechHolidays } from './czech-holidays.ts';

it('computes the public holidays of any year, Easter among them (R-DSK-6)', () => {
  const easterMondays = [2019, 2024, 2026, 2027, 2038, 2049].map(
    (year) => czechHolidays(year).find(({ name }) => name === 'easterMonday')?.day,
  );
  expect(easterMondays).toEqual(['2019-04-22', '2024-04-01', '2026-04-06', '2027-03-29', '2038-04-26', '2049-04-19']);
  const days = czechHolidays(2026).map(({ day }) => day);
  expect(days).toHaveLength(13);
  expect(days).toEqual(days.toSorted());
  expect(days).toContain('2026-04-03');
});
