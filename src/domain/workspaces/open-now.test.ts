import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Hours } from '#contract/workspace-settings.ts';
import { openNow } from './open-now.ts';

const quarter = 15 * 60_000; // zones change their clocks on quarters
const prague = (week: Hours['week']): Hours => ({ timeZone: 'Europe/Prague', week });
const at = (text: string) => new Date(text);
const office = prague([1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '16:30' })));

describe('hours (R-DSK-6)', () => {
  test('are open from the first minute of a span until its last', () => {
    expect(openNow(office, [], at('2026-11-23T07:00:00+01:00'))).toEqual({
      open: false,
      opensAt: at('2026-11-23T08:00:00+01:00'),
      closesAt: null,
    });
    expect(openNow(office, [], at('2026-11-23T08:00:00+01:00'))).toEqual({
      open: true,
      opensAt: null,
      closesAt: at('2026-11-23T16:30:00+01:00'),
    });
    expect(openNow(office, [], at('2026-11-23T16:30:00+01:00'))).toMatchObject({
      open: false,
      opensAt: at('2026-11-24T08:00:00+01:00'),
    });
  });

  test('go over midnight where one day ends at 24:00 and the next begins at 00:00', () => {
    const night = prague([
      { day: 5, from: '20:00', to: '24:00' },
      { day: 6, from: '00:00', to: '06:00' },
    ]);
    expect(openNow(night, [], at('2026-11-20T23:00:00+01:00')).closesAt).toEqual(at('2026-11-21T06:00:00+01:00'));
  });

  test('leave out holidays, and say when it opens after them', () => {
    const holidays = ['2026-12-24', '2026-12-25'].map((day) => ({ day }));
    expect(openNow(office, holidays, at('2026-12-24T10:00:00+01:00'))).toEqual({
      open: false,
      opensAt: at('2026-12-28T08:00:00+01:00'),
      closesAt: null,
    });
  });

  test('that nobody set are always open; empty ones never', () => {
    expect(openNow(null, [{ day: '2026-12-24' }], at('2026-12-24T10:00:00Z'))).toEqual({
      open: true,
      opensAt: null,
      closesAt: null,
    });
    expect(openNow(prague([]), [], at('2026-12-24T10:00:00Z'))).toEqual({ open: false, opensAt: null, closesAt: null });
  });

  test('of every hour of the week do not close', () => {
    const always = prague([1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })));
    expect(openNow(always, [], at('2026-03-28T12:00:00Z'))).toEqual({ open: true, opensAt: null, closesAt: null });
  });

  test('follow the clocks when they are put forward: what begins in the missing hour begins with the change', () => {
    const early = prague([{ day: 7, from: '02:30', to: '05:00' }]);
    expect(openNow(early, [], at('2026-03-29T01:59:59+01:00')).opensAt).toEqual(at('2026-03-29T03:00:00+02:00'));
    expect(openNow(early, [], at('2026-03-29T03:00:00+02:00'))).toMatchObject({
      open: true,
      closesAt: at('2026-03-29T05:00:00+02:00'),
    });
  });

  test('follow the clocks when they are put back: an hour that comes twice is held twice', () => {
    const early = prague([{ day: 7, from: '02:00', to: '02:30' }]);
    expect(openNow(early, [], at('2026-10-25T02:00:00+02:00'))).toMatchObject({
      open: true,
      closesAt: at('2026-10-25T02:30:00+01:00'),
    });
  });
});

describe('whatever the hours, the zone and the day (R-DSK-6)', () => {
  /** Days on which clocks change, at night, at midnight, by half an hour; a day that a zone left out; and plain ones. */
  const days: [string, string][] = [
    ['Europe/Prague', '2026-03-29'],
    ['Europe/Prague', '2026-10-25'],
    ['Europe/Prague', '2026-11-22'],
    ['America/Havana', '2026-03-08'],
    ['America/Havana', '2026-11-01'],
    ['America/Santiago', '2026-04-04'],
    ['America/Santiago', '2026-09-06'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Asia/Kolkata', '2026-06-01'],
    ['Pacific/Apia', '2011-12-30'],
  ];
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const span = fc
    .record({ day: fc.integer({ min: 1, max: 7 }), from: fc.nat(95), length: fc.integer({ min: 1, max: 96 }) })
    .map(({ day, from, length }) => ({ day, from: clock(from * 15), to: clock(Math.min(from + length, 96) * 15) }));

  /** Quarters of an hour of the days around the day, by nothing but the clock on the wall: a span holds from its first to its last one. */
  function openQuarters({ timeZone, week }: Hours, holidays: string[], from: Temporal.ZonedDateTime): Set<number> {
    const walls = new Map<string, { minute: number; time: string; weekday: number }[]>();
    for (let moment = from.epochMilliseconds, n = 0; n < 5 * 96; n++, moment += quarter) {
      const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
      const ofDay = walls.get(wall.toPlainDate().toString()) ?? [];
      ofDay.push({ minute: moment, time: wall.toPlainTime().toString().slice(0, 5), weekday: wall.dayOfWeek });
      walls.set(wall.toPlainDate().toString(), ofDay);
    }
    const open = new Set<number>();
    for (const [day, minutes] of walls) {
      if (holidays.includes(day)) continue;
      for (const span of week) {
        const held = minutes.filter((one) => one.weekday === span.day && span.from <= one.time && one.time < span.to);
        const [first, last] = [held[0]?.minute, held.at(-1)?.minute];
        if (first === undefined || last === undefined) continue;
        for (let one = first; one <= last; one += quarter) open.add(one);
      }
    }
    return open;
  }

  test('it says what a clock on the wall says, and when that changes next', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        fc.array(span, { maxLength: 6 }),
        fc.boolean(),
        fc.array(fc.integer({ min: -48, max: 144 }), { minLength: 5, maxLength: 5 }),
        ([timeZone, day], week, isHoliday, moments) => {
          const hours = { timeZone, week };
          const holidays = isHoliday ? [day] : [];
          const midnight = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
          const from = midnight.subtract({ hours: 48 });
          const open = openQuarters(hours, holidays, from);
          for (const offset of moments) {
            const now = midnight.epochMilliseconds + offset * quarter;
            const told = openNow(
              hours,
              holidays.map((one) => ({ day: one })),
              new Date(now),
            );
            expect(told.open).toBe(open.has(now));
            const changes = (told.open ? told.closesAt : told.opensAt)?.getTime() ?? Number.POSITIVE_INFINITY;
            let next = now;
            while (next - now < 96 * quarter && open.has(next) === told.open) next += quarter;
            if (next - now < 96 * quarter) expect(changes).toBe(next);
            else expect(changes).toBeGreaterThanOrEqual(next);
          }
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});
