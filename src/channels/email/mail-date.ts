import { headerValue, headerValues, type MailHeader } from './mail-headers.ts';

/**
 * When a mail was sent: its Date (RFC 5322 and what programs write instead), else its newest Received, else `now`.
 * `from` says which it was.
 */
export function mailDate(headers: MailHeader[], now: Date): { at: Date; from: 'date' | 'received' | 'now' } {
  const date = readDate(headerValue(headers, 'date') ?? '');
  if (date) return { at: date, from: 'date' };
  const received = headerValues(headers, 'received')
    .map((value) => readDate(value.slice(value.lastIndexOf(';') + 1)))
    .filter((found) => found !== null);
  const newest = received.sort((a, b) => b.getTime() - a.getTime())[0];
  return newest ? { at: newest, from: 'received' } : { at: now, from: 'now' };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Zones by letters that RFC 5322 4.3 names, and the European ones programs write. In minutes. */
const zones: Record<string, number> = {
  ...{ ut: 0, utc: 0, gmt: 0, z: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480 },
  ...{ pdt: -420, wet: 0, west: 60, bst: 60, cet: 60, cest: 120, met: 60, mest: 120, eet: 120, eest: 180, msk: 180 },
};

const dayFirst = /(\d{1,2})[\s.-]+([a-z]{3})[a-z]*[\s.,-]+(\d{2,4})\b/i;
const monthFirst =
  /\b([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:,|\s)\s*(?:[\d:.]+\s+(?:[a-z]{1,5}\s+|[+-]\d{4}\s+)?)?(\d{4})\b/i;
const yearFirst = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/;
const numeric = /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/;
const timeOfDay = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])m\b)?/i;
const offset = /(?:^|[\s\d])(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})\b/i;

/** A date in a person's or program's spelling, or null. Without a zone it is UTC; years of two digits are 1950 to 2049. */
export function readDate(text: string): Date | null {
  const plain = text
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/(\d) *: *(?=\d)/g, '$1:');
  const day = readDay(plain);
  if (!day) return null;
  const rest = plain.slice(0, day.start) + ' '.repeat(day.length) + plain.slice(day.start + day.length);
  const time = timeOfDay.exec(day.timeInside ? plain : rest);
  const half = time?.[4]?.toLowerCase();
  const hour =
    Number(time?.[1] ?? 0) +
    (half === 'p' && Number(time?.[1]) < 12 ? 12 : half === 'a' && time?.[1] === '12' ? -12 : 0);
  const [minute, second] = [Number(time?.[2] ?? 0), Number(time?.[3] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const after = time ? (day.timeInside ? plain : rest).slice(time.index + time[0].length) : '';
  const at = new Date(Date.UTC(day.year, day.month, day.day, hour, minute, second) - zoneMinutes(after) * 60_000);
  const year = at.getUTCFullYear();
  return year >= 1970 && year <= 9998 ? at : null;
}

interface ReadDay {
  year: number;
  month: number;
  day: number;
  start: number;
  length: number;
  timeInside: boolean;
}

function readDay(text: string): ReadDay | null {
  const found = (
    match: RegExpExecArray,
    year: string,
    month: number,
    day: string,
    timeInside = false,
  ): ReadDay | null => {
    const inRange = month >= 0 && month < 12 && Number(day) >= 1 && Number(day) <= 31;
    return inRange
      ? { year: fullYear(year), month, day: Number(day), start: match.index, length: match[0].length, timeInside }
      : null;
  };
  let match = yearFirst.exec(text);
  if (match) return found(match, match[1] ?? '', Number(match[2]) - 1, match[3] ?? '');
  match = dayFirst.exec(text);
  if (match && monthOf(match[2]) >= 0) return found(match, match[3] ?? '', monthOf(match[2]), match[1] ?? '');
  match = monthFirst.exec(text);
  if (match && monthOf(match[1]) >= 0) return found(match, match[3] ?? '', monthOf(match[1]), match[2] ?? '', true);
  match = numeric.exec(text);
  if (!match) return null;
  // 13/2/2026 can only be day first, 2/13/2026 only month first; both possible: day first, as in most of the world
  const monthComesFirst = Number(match[2]) > 12;
  return found(match, match[3] ?? '', Number(match[monthComesFirst ? 1 : 2]) - 1, match[monthComesFirst ? 2 : 1] ?? '');
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? '').toLowerCase());
}

/** RFC 5322 4.3: two digits 00 to 49 are 20xx, else 19xx; three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function zoneMinutes(afterTime: string): number {
  const signed = offset.exec(afterTime);
  if (signed) {
    const minutes = Math.min(Number(signed[2]), 15) * 60 + Number(signed[3]);
    return signed[1] === '-' ? -minutes : minutes;
  }
  const letters = /^[\s.\d]*([a-z]{1,4})\b/i.exec(afterTime)?.[1]?.toLowerCase() ?? '';
  return zones[letters] ?? 0;
}
