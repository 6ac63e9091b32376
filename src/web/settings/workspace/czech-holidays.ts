/** A public holiday: its day as 2026-12-24, and the name of its words. */
export interface PublicHoliday {
  day: string;
  name: (typeof fixed)[number][1] | 'goodFriday' | 'easterMonday';
}

/** Days that stand fast (Act No. 245/2000 Coll. of Czechia, sections 1 and 2). */
const fixed = [
  ['01-01', 'newYear'],
  ['05-01', 'labour'],
  ['05-08', 'victory'],
  ['07-05', 'apostles'],
  ['07-06', 'hus'],
  ['09-28', 'statehood'],
  ['10-28', 'independence'],
  ['11-17', 'freedom'],
  ['12-24', 'christmasEve'],
  ['12-25', 'christmas'],
  ['12-26', 'stephen'],
] as const;

/** The public holidays of Czechia in a year from 2016 on, when Good Friday became one, in their order. */
export function czechHolidays(year: number): PublicHoliday[] {
  const easter = easterSunday(year);
  const around = (days: number) => new Date(easter.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const moving: PublicHoliday[] = [
    { day: around(-2), name: 'goodFriday' },
    { day: around(1), name: 'easterMonday' },
  ];
  const all = [...fixed.map(([day, name]): PublicHoliday => ({ day: `${year}-${day}`, name })), ...moving];
  return all.toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** Easter Sunday of the Gregorian calendar, at midnight UTC: the method of Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const day = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1));
}
