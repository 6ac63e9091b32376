import { Temporal } from 'temporal-polyfill';

/**
 * When it opens, as one says it: `today at 14:00`, `tomorrow at 8:00`, `on Monday 23 November at 8:00`; `dnes od 14:00`, `v pondělí 23. listopadu od 8:00`.
 * @param timeZone whose clocks it says.
 */
export function opensInWords(opensAt: Date, now: Date, timeZone: string, language: 'en' | 'cs'): string {
  const local = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const opens = local(opensAt);
  const time = `${opens.hour}:${String(opens.minute).padStart(2, '0')}`;
  const days = local(now).toPlainDate().until(opens.toPlainDate()).days;
  if (language === 'cs')
    return `${['dnes', 'zítra'][days] ?? dayInCzech(opensAt, opens.dayOfWeek, timeZone)} od ${time}`;
  return `${['today', 'tomorrow'][days] ?? `on ${longDay('en-GB', opensAt, timeZone)}`} at ${time}`;
}

function dayInCzech(at: Date, weekday: number, timeZone: string): string {
  const names = ['v pondělí', 'v úterý', 've středu', 've čtvrtek', 'v pátek', 'v sobotu', 'v neděli'];
  return `${names[weekday - 1]} ${new Intl.DateTimeFormat('cs-CZ', { day: 'numeric', month: 'long', timeZone }).format(at)}`;
}

function longDay(locale: string, at: Date, timeZone: string): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
  return new Intl.DateTimeFormat(locale, parts).format(at).replace(',', '');
}
