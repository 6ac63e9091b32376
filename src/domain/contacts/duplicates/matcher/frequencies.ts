import { type Frequencies, type FrequencyKey, frequencyKeys, type Model } from './model.ts';
import type { PreparedRecord } from './record.ts';
import { type Slices, sliced } from './slices.ts';

/** At most this many values of a part are kept by name. */
const kept = 2_500;

/** Counts in how many records each value stands. */
export async function countValues(records: readonly PreparedRecord[], slices: Slices): Promise<Model['frequencies']> {
  const { due, pause } = sliced(slices);
  const counted = new Map(frequencyKeys.map((key) => [key, { records: 0, counts: new Map<string, number>() }]));
  for (const [place, record] of records.entries()) {
    for (const [key, count] of counted) {
      const values = valuesOf(record, key);
      if (values.size > 0) count.records++;
      for (const value of values) count.counts.set(value, (count.counts.get(value) ?? 0) + 1);
    }
    if (due()) await pause(place / records.length);
  }
  return Object.fromEntries([...counted].map(([key, count]) => [key, frequent(count)])) as Model['frequencies'];
}

function valuesOf(record: PreparedRecord, key: FrequencyKey): Set<string> {
  const one = (value: string | null | undefined) => new Set(value ? [value] : []);
  switch (key) {
    case 'word':
      return new Set(record.names.flatMap((name) => name.tokens.map((token) => token.text)));
    case 'phone':
      return new Set(record.phones.map((phone) => phone.digits.slice(-9)));
    case 'email':
      return new Set(record.emails.map((email) => email.address));
    case 'local':
      return new Set(record.emails.map((email) => email.local));
    case 'domain':
      return new Set(record.emails.map((email) => email.domain).filter(Boolean));
    case 'identifier':
      return new Set(record.identifiers);
    case 'number':
      return new Set(record.houseNumbers);
    case 'street':
    case 'city':
      return one(record[key]?.text);
    case 'company':
      return one(record.company && textOf(record.company.tokens));
    case 'nameGram':
      return new Set(
        [...record.names, ...(record.company ? [record.company] : [])].flatMap((name) => name.grams.map(String)),
      );
    case 'placeGram':
      return new Set([record.street, record.city].flatMap((text) => text?.grams.map(String) ?? []));
    default:
      return one(record[key]);
  }
}

export function textOf(tokens: readonly { text: string }[]): string {
  return tokens.map((token) => token.text).join(' ');
}

function frequent({ records, counts }: { records: number; counts: Map<string, number> }): Frequencies {
  const common: [string, number][] = [];
  for (const entry of counts) if (entry[1] > 2) common.push(entry);
  common.sort((a, b) => b[1] - a[1]);
  // A value beyond the kept ones stands in fewer records than the last of these: about half as many.
  const rest = common.length > kept ? (common[kept]?.[1] ?? 2) / 2 : 2;
  return { records, rest, counts: Object.fromEntries(common.slice(0, kept)) };
}

/**
 * How probable it is that another record has this value by chance, seen from two records that both have it: they are left out of the count.
 * What is usual weighs as much as the records among which one has a value nobody else has, and the less the more often the value was seen.
 * @param usual how common a value is that nobody else has.
 */
export function frequencyOf({ records, rest, counts }: Frequencies, value: string, usual: number): number {
  const others = Math.max(0, (counts[value] ?? rest) - 2);
  return (others + 1) / (records + 1 / usual / (others + 1));
}
