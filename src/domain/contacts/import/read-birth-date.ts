/**
 * A date of birth as ISO 8601 writes it, where the text can mean only one day: `1984-05-31` (also with midnight behind it), `19840531`, `31.5.1984`
 * (with points the day always comes first), `5/31/1984` and `31/5/1984` (one of the two can be no month). Anything else stays as it was
 * given: `3/4/1984`.
 */
export function readBirthDate(text: string): string {
  const given = text.trim();
  const [, year, month, date] = iso.exec(given) ?? together.exec(given) ?? [];
  if (year !== undefined) return day(year, month, date) ?? text;
  const points = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(given);
  if (points) return day(points[3], points[2], points[1]) ?? text;
  const [, first, second, at] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(given) ?? [];
  const [monthFirst, dayFirst] = [day(at, first, second), day(at, second, first)];
  if (monthFirst && dayFirst && monthFirst !== dayFirst) return text;
  return monthFirst ?? dayFirst ?? text;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const together = /^((?:18|19|20)\d{2})(\d{2})(\d{2})$/;

/** Null for what the calendar does not have. */
function day(year = '', month = '', date = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : null;
}
