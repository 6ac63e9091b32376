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
