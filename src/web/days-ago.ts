const days = { week: 7, month: 30, year: 365 } as const;

/** The midnight so many days ago, as a timestamp: whole days back, so that a question which names it stays the same all day long. */
export function daysAgo(span: keyof typeof days): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days[span]);
  return day.toISOString();
}
