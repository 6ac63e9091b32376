/**
 * Invented people and words, the same for the same seed: what the benchmarks and the big mailbox are made of. Addresses are of example.com and
 * example.cz, numbers of ranges that are nobody's.
 */
export interface Dice {
  /** A whole number from 0 to below n. */
  below(n: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** A repeatable source of chance (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (n) => Math.floor(next() * n),
    pick: <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item,
  };
}

const first = [
  'Jana',
  'Petr',
  'Eva',
  'Tomáš',
  'Lucie',
  'Ondřej',
  'Alena',
  'Marek',
  'Zdeňka',
  'Karolína',
  'Anna',
  'Jiří',
  'Daniela',
  'Václav',
  'Eliška',
  'Robert',
  'Šárka',
  'Miloš',
  'Emma',
  'Oliver',
];
const last = [
  'Novák',
  'Horáková',
  'Dvořák',
  'Svobodová',
  'Černý',
  'Procházková',
  'Kučera',
  'Veselá',
  'Král',
  'Němcová',
  'Šimek',
  'Říhová',
  'Beneš',
  'Urban',
  'Vlčková',
  'Javor',
  'Chalupa',
  'Fiala',
  'Smith',
  'Taylor',
];
const common =
  'a the invoice order for we you please send deposit contract payment reklamace faktura objednávka prosím děkuji zásilka číslo dobrý den smlouva platba adresa delivery address thank hello meter'.split(
    ' ',
  );
const rare = Array.from(
  { length: 5_000 },
  (_, n) => `${['mol', 'tar', 'vek', 'sil', 'por', 'han', 'lud', 'ber'][n % 8]}${n.toString(36)}`,
);

export interface Person {
  name: string;
  email: string;
  phone: string;
}

/** Person number n of a company's customers. */
export function person(n: number): Person {
  const roll = dice(n * 7 + 1);
  const name = `${roll.pick(first)} ${roll.pick(last)}`;
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(' ', '.');
  return { name, email: `${plain}.${n}@example.${n % 3 === 0 ? 'com' : 'cz'}`, phone: `+420${600_000_000 + n}` };
}

/** A text of so many words: mostly common ones, some rare. */
export function text(roll: Dice, length: number): string {
  return Array.from({ length }, () => (roll.below(8) === 0 ? roll.pick(rare) : roll.pick(common))).join(' ');
}
