import { type Frequencies, type FrequencyKey, frequencyKeys, type Model } from './model.ts';
import type { PreparedRecord } from './record.ts';

/** At most this many values of a part are kept by name. */
const kept = 2_500;

/** Counts in how many records each value stands. */
export function countValues(records: readonly PreparedRecord[]): Model['frequencies'] {
  const counted = Object.fromEntries(
    frequencyKeys.map((key) => [key, { records: 0, counts: new Map<string, number>() }]),
  ) as Record<FrequencyKey, { records: number; counts: Map<string, number> }>;
  for (const record of records) {
    for (const key of frequencyKeys) {
      const values = valuesOf(record, key);
      if (values.size === 0) continue;
      const { counts } = counted[key];
      counted[key].records++;
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries(frequencyKeys.map((key) => [key, frequent(counted[key])])) as Model['frequencies'];
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
  const common = [...counts].filter(([, count]) => count > 2).sort((a, b) => b[1] - a[1]);
  const best = common.slice(0, kept);
  const rest = common.length > kept ? (common[kept]?.[1] ?? 2) / 2 : 2;
  return { records, rest, counts: Object.fromEntries(best) };
}

/**
 * How probable it is that another record has this value by chance, seen from two records that both have it: they are left out of the count.
 * `usual` is believed of a value nobody else has, as strongly as `strength` records would.
 */
export function frequencyOf(
  { records, rest, counts }: Frequencies,
  value: string,
  usual: number,
  strength = 200,
): number {
  const others = Math.max(0, (counts[value] ?? rest) - 2);
  return (others + strength * usual) / (records + strength);
}
