import type { DuplicateReason } from '#contract/duplicate.ts';
import { type Comparison, place } from './comparison.ts';
import { type FieldKey, fields } from './fields.ts';
import { nameCode } from './name-reason.ts';
import type { CardRecord } from './record.ts';
import type { Subject } from './subject.ts';
import { bitsOf, type Tables } from './weigh.ts';

type Code = DuplicateReason['code'];

/** Reasons weaker than this many bits are not worth a word. */
const worthWords = 0.3;

/** Why a pair scores as it does, the weightiest first: what speaks for one client and what against. */
export function reasonsOf(
  tables: Tables,
  a: Subject,
  b: Subject,
  comparison: Comparison,
  weighed: Float64Array,
): DuplicateReason[] {
  const bits = (...keys: FieldKey[]) =>
    keys.reduce((sum, key) => sum + bitsOf(tables, comparison, weighed, place[key]), 0);
  const level = (key: FieldKey) => levelName(comparison, key);
  const left = a.record.source;
  const right = b.record.source;
  const said = (
    field: DuplicateReason['field'],
    weight: number,
    code: Code | null,
    one: string | null,
    other: string | null,
  ) => (code === null || Math.abs(weight) < worthWords ? [] : [reason(field, weight, code, one, other)]);
  const text = (
    field: 'street' | 'city' | 'postcode' | 'region' | 'country' | 'company',
    weight: number,
    name: string | null,
  ) => said(field, weight, textCode(name, left[field], right[field]), left[field], right[field]);

  const names = nameCode(a, b, comparison);
  const [phone, otherPhone] = nearest(left.phones, right.phones);
  const [email, otherEmail] = nearest(left.emails, right.emails);
  return [
    ...said(
      'name',
      bits('given', 'family', 'order', 'title'),
      names?.code ?? null,
      names?.left ?? null,
      names?.right ?? null,
    ),
    ...said(
      'birthDate',
      bits('birthDate'),
      dateCode(level('birthDate'), left.birthDate, right.birthDate),
      left.birthDate,
      right.birthDate,
    ),
    ...said(
      'phone',
      bits('phone', 'firmPhone'),
      textCode(level('phone') ?? level('firmPhone'), writtenPhone(left, phone), writtenPhone(right, otherPhone)),
      writtenPhone(left, phone),
      writtenPhone(right, otherPhone),
    ),
    ...said(
      'email',
      bits('email', 'roleEmail'),
      textCode(level('email') ?? level('roleEmail'), email, otherEmail),
      email,
      otherEmail,
    ),
    ...said('identifier', bits('identifier'), level('identifier') ? 'sharedValue' : null, shared(a, b), shared(b, a)),
    ...text('street', bits('number', 'street'), streetLevel(level('number'), level('street'))),
    ...text('postcode', bits('postcode'), level('postcode')),
    ...text('city', bits('city', 'cityHere'), level('city') ?? level('cityHere')),
    ...text('region', bits('region', 'regionHere'), level('region') ?? level('regionHere')),
    ...text('country', bits('country'), level('country')),
    ...text('company', bits('company'), level('company')),
  ].sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
}

function levelName(comparison: Comparison, key: FieldKey): string | null {
  return fields[place[key]]?.levels[comparison.levels[place[key]] ?? -1] ?? null;
}

function reason(
  field: DuplicateReason['field'],
  weight: number,
  code: Code,
  left: string | null,
  right: string | null,
): DuplicateReason {
  // What differs may speak for one client a little less than chance would against it: it is said as likeness then.
  const said = weight > 0 && code === 'differs' ? 'similar' : code;
  return {
    field,
    code: said,
    verdict: weight > 0 ? 'for' : 'against',
    weight: Math.round(weight * 10) / 10,
    left,
    right,
  };
}

/** Words of the contract for the levels of the fields. */
const codes: Record<string, Code> = {
  same: 'same',
  swapped: 'swapped',
  edit: 'typo',
  typo: 'typo',
  nearly: 'typo',
  trunk: 'similar',
  sameStreet: 'near',
  parts: 'similar',
  near: 'similar',
  year: 'similar',
  local: 'similar',
  domain: 'similar',
  edits: 'similar',
  mostly: 'similar',
  half: 'similar',
  similar: 'similar',
  differs: 'differs',
};

function textCode(level: string | null, left: string | null, right: string | null): Code | null {
  if (level === null) return null;
  if (level === 'same') return left === right ? 'same' : 'sameOtherFormat';
  return codes[level] ?? null;
}

/** Dates that lie a few days apart, though their digits differ, are near: 30 April and 1 May. */
function dateCode(level: string | null, left: string | null, right: string | null): Code | null {
  if (level === null || !left || !right) return null;
  const days = Math.abs(Date.parse(left) - Date.parse(right)) / 86_400_000;
  return days <= 7 && ['parts', 'near', 'year', 'differs'].includes(level) ? 'near' : (codes[level] ?? null);
}

/** House number and street are read as one: another number in the same street is near. */
function streetLevel(number: string | null, street: string | null): string | null {
  if (!number || !street) return street ?? number;
  if (street === 'differs' || street === 'half') return street;
  return number === 'same' ? street : number === 'near' ? 'typo' : 'sameStreet';
}

/** The values of two lists that were compared: those that are the same, or else those that begin and end most alike. */
function nearest(left: readonly string[], right: readonly string[]): [string | null, string | null] {
  let best: [string | null, string | null] = [left[0] ?? null, right[0] ?? null];
  let closest = -1;
  for (const one of left) {
    for (const other of right) {
      const close = likeness(one, other);
      if (close > closest) {
        closest = close;
        best = [one, other];
      }
    }
  }
  return best;
}

function likeness(one: string, other: string): number {
  let tail = 0;
  while (tail < Math.min(one.length, other.length) && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  let head = 0;
  while (head < Math.min(one.length, other.length) && one[head] === other[head]) head++;
  return one === other ? 1_000 : head + tail;
}

function writtenPhone(card: CardRecord, phone: string | null): string | null {
  return phone && (card.phonesAsWritten?.[card.phones.indexOf(phone)] ?? phone);
}

function shared(a: Subject, b: Subject): string | null {
  const at = a.record.identifiers.findIndex((identifier) => b.record.identifiers.includes(identifier));
  return a.record.source.identifiers[at]?.key ?? null;
}
