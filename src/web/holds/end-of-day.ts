/** The end of a day of a date field (2027-03-01), in this browser's time; null for none. */
export function endOfDay(date: string): Date | null {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return null;
  return new Date(year, month - 1, day, 23, 59, 59);
}
