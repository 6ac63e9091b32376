import type { Hours } from '#contract/workspace-settings.ts';

/** A span as somebody writes it: 8, 8:30, 830, 24. */
export type WrittenSpan = Hours['week'][number];

/** A time of the day as it is kept, 08:30; null when it is none. */
export function timeIn(written: string): string | null {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/u.exec(written.trim()) ?? [];
  if (hours === '') return null;
  const isTime = Number(hours) < 24 ? Number(minutes) < 60 : Number(hours) === 24 && minutes === '00';
  return isTime ? `${hours.padStart(2, '0')}:${minutes}` : null;
}

/** What is wrong with the spans of a week, by their places. */
export function wrongSpans(week: WrittenSpan[]): Map<number, 'badSpan' | 'overlap'> {
  const wrong = new Map<number, 'badSpan' | 'overlap'>();
  const read = week.map(({ day, from, to }) => ({ day, from: timeIn(from), to: timeIn(to) }));
  for (const [at, span] of read.entries()) {
    const { day, from, to } = span;
    if (from === null || to === null || from >= to) wrong.set(at, 'badSpan');
    else if (read.some((other, before) => before < at && other.day === day && isOver(other, { from, to })))
      wrong.set(at, 'overlap');
  }
  return wrong;
}

function isOver(one: { from: string | null; to: string | null }, other: { from: string; to: string }): boolean {
  return one.from !== null && one.to !== null && one.from < other.to && other.from < one.to;
}

/** The hours as they are kept: times in full, in order. To be asked only of a week without wrong spans. */
export function readHours({ timeZone, week }: Hours): Hours {
  const spans = week.map(({ day, from, to }) => ({ day, from: timeIn(from) ?? from, to: timeIn(to) ?? to }));
  return { timeZone: timeZone.trim(), week: spans.toSorted((a, b) => a.day - b.day || (a.from < b.from ? -1 : 1)) };
}

/** Whether this browser knows a time zone of the name. */
export function isTimeZone(name: string): boolean {
  try {
    return name.trim() !== '' && new Intl.DateTimeFormat('en', { timeZone: name.trim() }).format(0) !== '';
  } catch {
    return false;
  }
}

/** What is offered to begin with: weekdays from eight to four, by the clocks here. */
export function usualHours(): Hours {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '16:00' })) };
}

/** Whether hours can be saved. */
export function areWhole(hours: Hours | null): boolean {
  return hours === null || (wrongSpans(hours.week).size === 0 && isTimeZone(hours.timeZone));
}
