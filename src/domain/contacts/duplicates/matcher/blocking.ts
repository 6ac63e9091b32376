import { soundCode } from './phonetic.ts';
import type { PreparedRecord } from './record.ts';

/** At most this many keys per record. */
export const maxKeys = 40;
/** A key under which more records than this stand tells nothing and is passed over. */
export const maxBlock = 100;

/**
 * The keys under which a record looks for others: two records are compared when they share one. Each key joins two weak signs (the sound of a
 * word of the name and the year of birth, postcode and house number), so that blocks stay small, and every sign stands in several keys, so
 * that one wrong field does not hide a pair. Short texts; hash them to store them. Source: P. Christen, "Data Matching", 2012, chapter 4.
 */
export function blockingKeys(record: PreparedRecord): string[] {
  const keys = new Set<string>();
  const add = (kind: string, ...parts: (string | null | undefined)[]) => {
    if (parts.every((part) => part)) keys.add(`${kind}:${parts.join('|')}`);
  };
  const date = record.birthDate;
  const [phone] = record.phones;
  const street = record.street ? longest(record.street.words) : null;
  const streetSound = street && soundCode(street);
  const number = record.houseNumbers[0];
  const city = record.city?.text.slice(0, 3);

  for (const email of record.emails.slice(0, 3)) {
    add('e', email.address);
    if (email.local.length >= 4 && !email.isRole) add('l', email.local);
  }
  for (const { digits } of record.phones.slice(0, 3)) add('p', digits.slice(-8));
  for (const identifier of record.identifiers.slice(0, 4)) add('i', identifier);
  add('d', date);
  for (const name of record.names.slice(0, 2)) {
    const words = name.tokens.map((token) => token.text);
    if (name.organisation) {
      const long = words
        .filter((word) => word.length > 2)
        .sort((a, b) => b.length - a.length)
        .slice(0, 4);
      for (const word of long) add('t', word);
      for (let i = 0; i < long.length; i++) {
        for (let j = i + 1; j < long.length && j < 3; j++) add('tt', ...[long[i], long[j]].sort());
      }
      add('s', words.join('').slice(0, 7));
    }
    const sounds = [...new Set([words[0], words.at(-1)].map((word) => soundCode(word ?? '')))];
    add('nn', [...sounds].sort().join(' '), words.length > 1 ? '+' : words[0]?.slice(0, 4));
    for (const sound of sounds) {
      add('ny', sound, date?.slice(0, 4));
      add('nd', sound, date?.slice(4));
      add('np', sound, phone?.digits.slice(-4));
      add('nq', sound, phone?.digits.slice(-8, -4));
      add('nz', sound, record.postcode);
      add('ns', sound, streetSound);
      add('nc', sound, city, number);
    }
  }
  add('sn', streetSound, number, city);
  add('sz', streetSound, record.postcode);
  add('zh', record.postcode, number, date?.slice(0, 3) ?? '-');
  add('zy', record.postcode, date?.slice(0, 4));
  add('sd', streetSound, date?.slice(4));
  add('cp', city, phone?.digits.slice(-4));
  add('zp', record.postcode, phone?.digits.slice(-4));
  return [...keys].slice(0, maxKeys);
}

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}
