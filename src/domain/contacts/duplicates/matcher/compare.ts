import { compareNames } from './compare-names.ts';
import { alike, codeEdits, overlap, steps } from './compare-texts.ts';
import { type Comparison, place, put } from './comparison.ts';
import type { PreparedEmail, PreparedPhone } from './record.ts';
import type { Subject, SubjectText } from './subject.ts';
import { edits } from './text-distance.ts';

/** Compares two records into `into`, in the same way whichever comes first. */
export function compare(a: Subject, b: Subject, into: Comparison): void {
  into.levels.fill(-1);
  compareNames(a, b, into);
  compareDates(a, b, into);
  comparePhones(a, b, into);
  compareEmails(a, b, into);
  compareIdentifiers(a, b, into);
  compareAddresses(a, b, into);
  compareCompanies(a, b, into);
}

function compareDates(a: Subject, b: Subject, into: Comparison): void {
  const left = a.record.birthDate;
  const right = b.record.birthDate;
  if (!left || !right) return;
  const level = dateLevel(left, right);
  put(into, 'birthDate', level, level === 0 ? a.birthDate : 0);
}

/** Same; day and month swapped; one digit apart; two of three parts the same; two digits apart; the same year; otherwise different. */
function dateLevel(left: string, right: string): number {
  if (left === right) return 0;
  const year = left.slice(0, 4) === right.slice(0, 4);
  const month = left.slice(4, 6) === right.slice(4, 6);
  const day = left.slice(6) === right.slice(6);
  if (year && left.slice(4, 6) === right.slice(6) && left.slice(6) === right.slice(4, 6)) return 1;
  const apart = hamming(left, right);
  if (apart === 1 || (apart === 2 && edits(left, right, 1) === 1)) return 2;
  if (Number(year) + Number(month) + Number(day) === 2) return 3;
  if (apart <= 2) return 4;
  return year ? 5 : 6;
}

function hamming(a: string, b: string): number {
  let apart = 0;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) apart++;
  return apart;
}

function comparePhones(a: Subject, b: Subject, into: Comparison): void {
  const left = a.record.phones;
  const right = b.record.phones;
  const field = a.isFirm || b.isFirm ? 'firmPhone' : 'phone';
  for (let i = 0; i < left.length; i++) {
    for (let j = 0; j < right.length; j++) {
      const level = phoneLevel(left[i] as PreparedPhone, right[j] as PreparedPhone);
      const before = into.levels[place[field]] ?? -1;
      if (before >= 0 && level >= before) continue;
      put(into, field, level, level === 0 ? Math.max(a.phones[i] ?? 0, b.phones[j] ?? 0) : 0);
    }
  }
}

/** Same, also when one lacks the country's prefix; one edit; two edits; one trunk with other last digits; different. */
function phoneLevel(a: PreparedPhone, b: PreparedPhone): number {
  if (a.digits === b.digits || sameNational(a, b) || sameNational(b, a)) return 0;
  const { length } = a.digits;
  if (length < 7 || b.digits.length < 7 || !shareThird(a.tail, b.tail)) return 4;
  const apart = edits(a.tail, b.tail, 2);
  const last = length >= 10 ? 3 : 2;
  const trunk = length >= 9 && length === b.digits.length && a.digits.slice(0, -last) === b.digits.slice(0, -last);
  if (trunk && apart > 1) return 3;
  return apart <= 2 ? apart : 4;
}

function sameNational(long: PreparedPhone, short: PreparedPhone): boolean {
  return short.national.length >= 7 && long.digits.endsWith(short.national);
}

/** Two edits leave one third of a number as it was: a number that has none of the other's is another. */
function shareThird(a: string, b: string): boolean {
  return b.includes(a.slice(0, 3)) || b.includes(a.slice(3, 6)) || b.includes(a.slice(6));
}

function compareEmails(a: Subject, b: Subject, into: Comparison): void {
  const { emails } = a.record;
  const others = b.record.emails;
  for (let i = 0; i < emails.length; i++) {
    for (let j = 0; j < others.length; j++) compareMailboxes(a, b, i, j, into);
  }
}

/** Same; the same mailbox of another domain; one edit apart; another mailbox of the domain; different. */
function compareMailboxes(a: Subject, b: Subject, i: number, j: number, into: Comparison): void {
  const left = a.record.emails[i] as PreparedEmail;
  const right = b.record.emails[j] as PreparedEmail;
  if (left.isRole && right.isRole) {
    if (left.domain === right.domain) put(into, 'roleEmail', left.local === right.local ? 0 : 1, a.domains[i]);
    return;
  }
  const compared = mailboxLevel(a, b, i, j);
  if (!compared) return;
  const [level, rarity = 0] = compared;
  const before = into.levels[place.email] ?? -1;
  if (before < 0 || level < before) put(into, 'email', level, rarity);
}

/** The level with its rarity; null where it says nothing that the names do not. */
function mailboxLevel(a: Subject, b: Subject, i: number, j: number): [level: number, rarity?: number] | null {
  const left = a.record.emails[i] as PreparedEmail;
  const right = b.record.emails[j] as PreparedEmail;
  if (left.address === right.address) return [0, a.emails[i] ?? 0];
  const sameLocal = left.local === right.local;
  if (sameLocal && edits(left.domain, right.domain, 1) <= 1) return [2];
  if (left.local.length >= 4 && (sameLocal || edits(left.local, right.local, 1) === 1)) {
    if (namedAfter(left.local, a) || namedAfter(right.local, b)) return namesakes(left, right) ? [4] : null;
    if (sameLocal) return [1, a.locals[i] ?? 0];
    if (left.domain === right.domain) return [2];
  }
  return left.domain === right.domain ? [3, a.domains[i] ?? 0] : [4];
}

/** Mailboxes made of one name differ by domain or number when they are of two people, and by a letter when somebody mistyped. */
function namesakes(left: PreparedEmail, right: PreparedEmail): boolean {
  return left.domain !== right.domain || left.local.replace(/\D/g, '') !== right.local.replace(/\D/g, '');
}

/** Whether a mailbox is made of the words of a name: `jnovak`, `novakj`, `jan.novak`, `jelinek` of Mrs Jelínková. */
function namedAfter(local: string, subject: Subject): boolean {
  return subject.names.some((name) =>
    name.parts.tokens.some((token) => token.text.length >= 3 && local.includes(token.text.slice(0, 3))),
  );
}

function compareIdentifiers(a: Subject, b: Subject, into: Comparison): void {
  for (const [i, left] of a.record.identifiers.entries()) {
    if (b.record.identifiers.includes(left)) put(into, 'identifier', 0, a.identifiers[i] ?? 0);
  }
}

function compareAddresses(a: Subject, b: Subject, into: Comparison): void {
  compareNumbers(a, b, into);
  if (a.street && b.street) {
    const same = a.record.street?.text === b.record.street?.text;
    const alike = same ? 1 : overlap(a.street, b.street).dice;
    put(into, 'street', same ? 0 : steps(alike, streetSteps) + 1, same ? a.street.rarity : 0);
  }
  compareCodes(a, b, into);
}

const streetSteps = [0.8, 0.6, 0.4];
const companySteps = [0.75, 0.5];

function compareNumbers(a: Subject, b: Subject, into: Comparison): void {
  const left = a.record.houseNumbers;
  const right = b.record.houseNumbers;
  if (left.length === 0 || right.length === 0) return;
  const shared = left.findIndex((number) => right.includes(number));
  if (shared === 0 || (shared > 0 && right[0] === left[shared])) {
    put(into, 'number', 0, a.numbers[shared] ?? 0);
    return;
  }
  const [one = ''] = left;
  const [other = ''] = right;
  const near =
    shared > 0 ||
    codeEdits(one, other) === 1 ||
    (one.length === 1 && other.length === 1 ? false : one.startsWith(other) || other.startsWith(one));
  put(into, 'number', near && !(one.length === 1 && other.length === 1) ? 1 : 2);
}

function compareCodes(a: Subject, b: Subject, into: Comparison): void {
  const left = a.record;
  const right = b.record;
  if (left.postcode && right.postcode) {
    const apart = codeEdits(left.postcode, right.postcode);
    put(into, 'postcode', apart, apart === 0 ? a.postcode : 0);
  }
  const samePostcode = into.levels[place.postcode] === 0;
  let sameCity = false;
  if (a.city && b.city) {
    const level = cityLevel(a.city, b.city, left.city?.text ?? '', right.city?.text ?? '');
    sameCity = level === 0;
    put(into, samePostcode ? 'cityHere' : 'city', level, level === 0 && !samePostcode ? a.city.rarity : 0);
  }
  if (left.region && right.region) {
    const apart =
      left.region === right.region
        ? 0
        : left.region.length > 1 && right.region.length > 1 && edits(left.region, right.region, 1) === 1
          ? 1
          : 2;
    const here = samePostcode || sameCity;
    put(into, here ? 'regionHere' : 'region', apart, apart === 0 && !here ? a.region : 0);
  }
  if (left.country && right.country)
    put(into, 'country', left.country === right.country ? 0 : 1, left.country === right.country ? a.country : 0);
}

function cityLevel(a: SubjectText, b: SubjectText, left: string, right: string): number {
  if (left === right) return 0;
  if (left.length >= 4 && edits(left, right, 1) === 1) return 1;
  const { dice, contained } = overlap(a, b);
  return dice >= 0.7 ? 1 : dice >= 0.45 || contained > 0.9 ? 2 : 3;
}

function compareCompanies(a: Subject, b: Subject, into: Comparison): void {
  if (!a.company || !b.company) return;
  const same = a.company.text === b.company.text;
  const level = same ? 0 : steps(alike(a.company, b.company), companySteps) + 1;
  put(into, 'company', level, same ? a.company.rarity : 0);
}
