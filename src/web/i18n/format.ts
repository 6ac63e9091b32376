import i18next from 'i18next';

/** Numbers of cards and counts read in groups of three with a non-breaking space in every language: 10 482. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/gu, '\u00a0');
}

/** A time of day without a leading zero: 9:47. */
export function clock(at: string | Date): string {
  const date = new Date(at);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** A day: 3 Nov, 3. 11.; with the year when it is not this one. */
export function day(at: string | Date): string {
  const date = new Date(at);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : date.getFullYear();
  if (i18next.language === 'cs') {
    return `${date.getDate()}.\u00a0${date.getMonth() + 1}.${year ? `\u00a0${year}` : ''}`;
  }
  const month = date.toLocaleString('en-GB', { month: 'short' }).replace('Sept', 'Sep');
  return `${date.getDate()}\u00a0${month}${year ? `\u00a0${year}` : ''}`;
}

/** A day and time: 18 Nov, 14:10; 18. 11. 14:10. */
export function dayAndTime(at: string | Date): string {
  return `${day(at)}${i18next.language === 'cs' ? '\u00a0' : ', '}${clock(at)}`;
}

/** A moment on the time axis: the time alone today, else with its day. */
export function moment(at: string | Date): string {
  return daysBetween(new Date(at), new Date()) === 0 ? clock(at) : dayAndTime(at);
}

/** As people say it: today with its time, yesterday, else the day. */
export function recently(at: string | Date): string {
  const days = daysBetween(new Date(at), new Date());
  const cs = i18next.language === 'cs';
  if (days === 0) return cs ? `dnes ${clock(at)}` : `today, ${clock(at)}`;
  if (days === 1) return cs ? 'včera' : 'yesterday';
  return day(at);
}

/** A moment that comes: today its time alone, else tomorrow or the day with it. */
export function soon(at: string | Date): string {
  const days = daysBetween(new Date(), new Date(at));
  if (days === 1) return `${i18next.language === 'cs' ? 'zítra' : 'tomorrow'} ${clock(at)}`;
  return days === 0 ? clock(at) : dayAndTime(at);
}

/** The heading of a month on the time axis: November 2026, Listopad 2026. */
export function month(at: string | Date): string {
  const text = new Date(at).toLocaleString(locale(), { month: 'long', year: 'numeric' });
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

/** A long day for the dividers of a conversation: 18 November 2026. */
export function longDay(at: string | Date): string {
  const date = new Date(at);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : ('numeric' as const);
  return date.toLocaleString(locale(), { day: 'numeric', month: 'long', year });
}

/** Whole calendar days from one moment to another. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** A size of a file in the reader's numbers: 12 kB, 1.4 MB. */
export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1_000)), 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value.toLocaleString(locale(), { maximumFractionDigits: 1 })}\u00a0${unit}`;
}

/** Seconds as 4:12. */
export function length(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** The locale for Intl: English as written in Europe, Czech as in Czechia. */
export function locale(): string {
  return i18next.language === 'cs' ? 'cs-CZ' : 'en-GB';
}
