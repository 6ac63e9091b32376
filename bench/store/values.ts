import { common } from '#test/support/cards/words.ts';
import type { Chance } from './chance.ts';
import type { Language } from './vocabulary.ts';

/** A value as it stands on a card. */
export interface Value {
  kind: string;
  account: string;
  key: string;
  display: string;
  /** Place on the trust ladder. */
  trust: number;
}

/** A card's own value of a kind. The values of two cards are never the same. */
export function valueFor(
  chance: Chance,
  kind: string,
  of: { id: number; language: Language; given: string; family: string },
): Value {
  const { id } = of;
  const value = (key: string, display = key, account = '', trust = 3): Value => ({
    kind,
    account,
    key,
    display,
    trust,
  });
  switch (kind) {
    case 'email': {
      const address = emailOf(chance, of);
      return value(address, chance.happens(0.05) ? address.toUpperCase() : address);
    }
    case 'phone':
      return value(numberOf(of), readable(numberOf(of)), '', 1);
    case 'whatsapp':
    case 'viber':
      return value(numberOf(of), numberOf(of).slice(1));
    case 'facebook':
    case 'instagram':
      return value(String(4_000_000_000_000_000 + shuffled(id, 999_999_937, 412_345_679)), undefined, 'bench');
    case 'telegram':
      return value(String(100_000_000 + shuffled(id, 799_999_999, 312_345_671)));
    default:
      return value(customerNumber(id), undefined, '', 2);
  }
}

/** The company's own number of a client. */
export function customerNumber(id: number): string {
  return String(10_000_000 + shuffled(id, 89_999_999, 31_234_577));
}

/** The digits behind a name are the card's own, so that no two cards have one address. */
function emailOf(
  chance: Chance,
  { id, language, given, family }: { id: number; language: Language; given: string; family: string },
): string {
  const [first, last] = [plain(given).toLowerCase(), plain(family).toLowerCase()];
  const digits = shuffled(id, 9_999_991, 3_234_571);
  const local = chance.pick([
    `${first}.${last}`,
    `${last}.${first}`,
    `${first[0]}${last}`,
    `${last}`,
    `${first}_${last}`,
  ]);
  const provider = common(chance, [
    'mail.example',
    'post.example',
    'example.com',
    'example.cz',
    'box.example',
    'firma.example',
    'inbox.example',
  ]);
  return `${local}${digits}@${language === 'en' && provider === 'example.cz' ? 'example.com' : provider}`;
}

const czech = [
  '601',
  '602',
  '603',
  '604',
  '605',
  '606',
  '607',
  '608',
  '702',
  '720',
  '721',
  '722',
  '723',
  '724',
  '725',
  '726',
  '727',
  '728',
  '730',
  '731',
  '732',
  '733',
  '734',
  '735',
  '736',
  '737',
  '739',
  '773',
  '774',
  '775',
  '776',
  '777',
];
const british = ['7400', '7500', '7700', '7800', '7810', '7900'];

/** A mobile number of the card's own, E.164. */
function numberOf({ id, language }: { id: number; language: Language }): string {
  if (language === 'en') {
    const n = shuffled(id, 5_999_993, 3_368_783);
    return `+44${british[n % british.length]}${String(Math.floor(n / british.length)).padStart(6, '0')}`;
  }
  const n = shuffled(id, 31_999_999, 7_368_787);
  return `+420${czech[n % czech.length]}${String(Math.floor(n / czech.length)).padStart(6, '0')}`;
}

/** A number of ours as people read it. */
export function readable(number: string): string {
  if (number.startsWith('+420')) return `+420 ${number.slice(4, 7)} ${number.slice(7, 10)} ${number.slice(10)}`;
  return `+44 ${number.slice(3, 7)} ${number.slice(7)}`;
}

/** One to one below the modulus, as long as the factor has no divisor in common with it and `n` stays below it. */
function shuffled(n: number, modulus: number, factor: number): number {
  return (n * factor + 12_345) % modulus;
}

/** Without accents and what else no address has. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z .]/g, '');
}
