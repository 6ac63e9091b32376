import type { Weighted } from './compare-texts.ts';
import { frequencyOf, textOf } from './frequencies.ts';
import type { Frequencies, Model } from './model.ts';
import type { PreparedName, PreparedRecord } from './record.ts';
import { type Slices, sliced } from './slices.ts';

/** A record with how rare each of its values is in a model's workspace: what the comparison reads. */
export interface Subject {
  readonly record: PreparedRecord;
  readonly names: readonly SubjectName[];
  /** A firm's, by its name. */
  readonly isFirm: boolean;
  readonly birthDate: number;
  readonly phones: readonly number[];
  readonly emails: readonly number[];
  readonly locals: readonly number[];
  readonly domains: readonly number[];
  readonly identifiers: readonly number[];
  readonly numbers: readonly number[];
  readonly street: SubjectText | null;
  readonly city: SubjectText | null;
  readonly postcode: number;
  readonly region: number;
  readonly country: number;
  readonly company: (SubjectText & { text: string }) | null;
}

export interface SubjectName extends Weighted {
  readonly parts: PreparedName;
  readonly text: string;
  /** Per word: how many records have it, as the first word of a name and as a later one. */
  readonly rarity: readonly number[];
}

export interface SubjectText extends Weighted {
  readonly rarity: number;
}

/** How common a value is that nobody else in the workspace has. */
const usual = {
  firstWord: 0.003,
  laterWord: 0.0005,
  code: 0.000002,
  birthDate: 0.00005,
  phone: 1e-6,
  email: 1e-6,
  domain: 0.0005,
  local: 1e-5,
  identifier: 1e-6,
  number: 0.01,
  street: 0.0005,
  postcode: 0.001,
  city: 0.003,
  region: 0.03,
  country: 0.3,
  company: 0.0002,
};

/** Looks up how rare the values of many records are. */
export async function subjectsOf(model: Model, records: readonly PreparedRecord[], slices: Slices): Promise<Subject[]> {
  const { due, pause } = sliced(slices);
  const subjects: Subject[] = [];
  for (const record of records) {
    subjects.push(subjectOf(model, record));
    if (due()) await pause(subjects.length / records.length);
  }
  return subjects;
}

/** Looks up how rare the values of a record are. */
export function subjectOf(model: Model, record: PreparedRecord): Subject {
  const tables = model.frequencies;
  const rarity = (
    key: Exclude<keyof typeof usual, 'firstWord' | 'laterWord' | 'code'>,
    value: string | null | undefined,
  ) => (value ? frequencyOf(tables[key], value, usual[key]) : 0);
  const text = (key: 'street' | 'city') => {
    const value = record[key];
    return value && { rarity: rarity(key, value.text), ...weighted(value.grams, tables.placeGram) };
  };
  const company = record.company && textOf(record.company.tokens);
  return {
    record,
    names: record.names.map((parts) => ({
      parts,
      text: textOf(parts.tokens),
      rarity: parts.tokens.map((token, place) => frequencyOf(tables.word, token.text, usualWord(parts, place))),
      ...weighted(parts.grams, tables.nameGram),
    })),
    isFirm: record.names.some((name) => name.organisation),
    birthDate: rarity('birthDate', record.birthDate),
    phones: record.phones.map((phone) => rarity('phone', phone.digits.slice(-9))),
    emails: record.emails.map((email) => rarity('email', email.address)),
    locals: record.emails.map((email) => rarity('local', email.local)),
    domains: record.emails.map((email) => rarity('domain', email.domain)),
    identifiers: record.identifiers.map((identifier) => rarity('identifier', identifier)),
    numbers: record.houseNumbers.map((number) => rarity('number', number)),
    street: text('street'),
    city: text('city'),
    postcode: rarity('postcode', record.postcode),
    region: rarity('region', record.region),
    country: rarity('country', record.country),
    company:
      company && record.company
        ? { text: company, rarity: rarity('company', company), ...weighted(record.company.grams, tables.nameGram) }
        : null,
  };
}

/** Each letter pair weighs the bits its presence tells (inverse document frequency, K. Spärck Jones, 1972). */
function weighted(grams: readonly number[], table: Frequencies): Weighted {
  const weights = grams.map((gram) =>
    Math.log2((table.records + 50) / ((table.counts[gram] ?? Math.min(table.rest, 2)) + 1)),
  );
  return { grams, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** A first word is often a given name, which few words are; `WX200` stands for one thing alone. */
function usualWord(parts: PreparedName, place: number): number {
  if (isCode(parts.tokens[place]?.text ?? '')) return usual.code;
  return place === 0 && parts.tokens.length > 1 ? usual.firstWord : usual.laterWord;
}

export function isCode(word: string): boolean {
  return /\d/.test(word) && /\p{L}/u.test(word);
}
