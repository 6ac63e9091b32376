import { Temporal } from 'temporal-polyfill';
import type { Hours } from '#contract/workspace-settings.ts';

/** Whether somebody answers, and when that changes next. */
export interface OpenNow {
  open: boolean;
  /** While closed: when it opens next; null when it does not within two years. */
  opensAt: Date | null;
  /** While open: when it closes; null when it does not within two weeks. */
  closesAt: Date | null;
}

/**
 * Whether hours say “open” at a time (R-DSK-6). A span begins when the clocks of its zone first reach it and ends when they last leave it: where they
 * are put forward past its beginning, it begins with the change; where an hour comes twice, it holds both. Spans that touch, over midnight too, are one.
 * @param hours null: always open, holidays too, for no zone says when they are.
 * @param holidays local days without service.
 * @throws RangeError for a time zone that nobody knows (the contract lets none in).
 */
export function openNow(hours: Hours | null, holidays: readonly { day: string }[], at: Date): OpenNow {
  if (hours === null) return { open: true, opensAt: null, closesAt: null };
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = now.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const spans = spansFrom(hours, new Set(holidays.map(({ day }) => day)), today);
  const never = today.add({ weeks: 2 }).toZonedDateTime(hours.timeZone).epochMilliseconds;
  for (const first of spans) {
    if (first.to <= at.getTime()) continue;
    if (first.from > at.getTime()) return { open: false, opensAt: new Date(first.from), closesAt: null };
    let to = first.to;
    for (const next of spans) {
      if (next.from > to || to >= never) break;
      to = Math.max(to, next.to);
    }
    return { open: true, opensAt: null, closesAt: to >= never ? null : new Date(to) };
  }
  return { open: false, opensAt: null, closesAt: null };
}

interface Span {
  from: number;
  to: number;
}

/** Spans in order of their beginnings, in milliseconds, from the day before on: its last hour may come twice. */
function* spansFrom(
  { timeZone, week }: Hours,
  closed: ReadonlySet<string>,
  today: Temporal.PlainDate,
): Generator<Span> {
  for (let ahead = -1; week.length > 0 && ahead <= 730; ahead++) {
    const day = today.add({ days: ahead });
    if (closed.has(day.toString())) continue;
    const ofDay = week
      .filter((span) => span.day === day.dayOfWeek)
      .map(({ from, to }) => ({
        from: momentOf(day, from, timeZone, 'earlier'),
        to: momentOf(day, to, timeZone, 'later'),
      }))
      .filter(({ from, to }) => from < to);
    yield* ofDay.sort((one, other) => one.from - other.from);
  }
}

function momentOf(day: Temporal.PlainDate, time: string, timeZone: string, of: 'earlier' | 'later'): number {
  if (time === '24:00') return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const local = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const moment = local.toZonedDateTime(timeZone, { disambiguation: of });
  if (moment.toPlainDateTime().equals(local)) return moment.epochMilliseconds;
  // The clocks skip it: its moment is the change.
  const after = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const change = after.add({ nanoseconds: 1 }).getTimeZoneTransition('previous'); // `after` may be the change itself
  return (change ?? after).epochMilliseconds;
}
