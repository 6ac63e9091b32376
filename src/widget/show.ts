import type { WidgetLanguage } from '#contract/widget.ts';
import type { Words } from './words.ts';

/** The language of the widget on this page, and its words. */
export interface Language {
  language: WidgetLanguage;
  words: Words;
}

/** A time of the day; of another day with the day. */
export function timeIn(at: string, language: WidgetLanguage): string {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { day: 'numeric', month: 'numeric' };
  return new Intl.DateTimeFormat(language === 'cs' ? 'cs' : 'en-GB', {
    ...day,
    hour: 'numeric',
    minute: '2-digit',
  }).format(when);
}

/** A day as people say it: today and tomorrow by name, of the next days that of the week, else the date. */
export function dayIn(at: string, language: WidgetLanguage, now = new Date()): string {
  const when = new Date(at);
  const days = Math.round((startOf(when) - startOf(now)) / 86_400_000);
  const tongue = language === 'cs' ? 'cs' : 'en-GB';
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(tongue, { numeric: 'auto' }).format(days, 'day');
  const date: Intl.DateTimeFormatOptions = { weekday: 'long', ...(days > 6 && { day: 'numeric', month: 'long' }) };
  return new Intl.DateTimeFormat(tongue, date).format(when);
}

/** A time of the day. */
export function clockIn(at: string, language: WidgetLanguage): string {
  const tongue = language === 'cs' ? 'cs' : 'en-GB';
  return new Intl.DateTimeFormat(tongue, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

/** A day with its time: “tomorrow at 8:00”, „v pondělí v 8:00“. */
export function momentIn(at: string, language: WidgetLanguage, now = new Date()): string {
  const [day, clock] = [dayIn(at, language, now), clockIn(at, language)];
  if (language === 'en') return `${/^(today|tomorrow)$/.test(day) ? day : `on ${day}`} at ${clock}`;
  const hour = Number.parseInt(clock, 10);
  const isLong = (hour >= 2 && hour <= 4) || hour === 12 || hour === 13 || hour === 14 || hour === 20 || hour >= 22;
  return `${onDay[day.split(' ')[0] ?? ''] ?? ''}${accusative(day)} ${isLong ? 've' : 'v'} ${clock}`;
}

const onDay: Record<string, string> = {
  pondělí: 'v ',
  úterý: 'v ',
  středa: 've ',
  čtvrtek: 've ',
  pátek: 'v ',
  sobota: 'v ',
  neděle: 'v ',
};

/** The days of the week that change in it: „ve středu“. */
function accusative(day: string): string {
  return day
    .replace(/^středa/, 'středu')
    .replace(/^sobota/, 'sobotu')
    .replace(/^neděle/, 'neděli');
}

function startOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
