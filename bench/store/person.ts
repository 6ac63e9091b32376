import { common } from '#test/support/cards/words.ts';
import { type Chance, chanceOf, kinds } from './chance.ts';
import { firmOf, nameOf, towns } from './name-lists.ts';
import { plain, type Value, valueFor } from './values.ts';
import type { Language } from './vocabulary.ts';

/** Everything about card number `id` that its number alone decides. */
export interface Person {
  id: number;
  language: Language;
  name: string | null;
  family: string;
  company: string | null;
  /** In the order of kind and key. */
  values: Value[];
  attributes: Record<string, string>;
  tags: string[];
}

/** Which values a card has, and through which channels its client comes, each with its share. */
export const profiles: { share: number; values: string[]; channels: [string, number][] }[] = [
  {
    share: 0.34,
    values: ['custom:customer_no', 'email', 'phone', 'whatsapp'],
    channels: [
      ['email', 0.4],
      ['phone', 0.2],
      ['whatsapp', 0.28],
      ['webchat', 0.12],
    ],
  },
  {
    share: 0.22,
    values: ['custom:customer_no?', 'email', 'phone'],
    channels: [
      ['email', 0.5],
      ['phone', 0.35],
      ['webchat', 0.15],
    ],
  },
  {
    share: 0.15,
    values: ['email'],
    channels: [
      ['email', 0.75],
      ['webchat', 0.25],
    ],
  },
  {
    share: 0.09,
    values: ['phone', 'whatsapp'],
    channels: [
      ['whatsapp', 0.8],
      ['phone', 0.2],
    ],
  },
  { share: 0.05, values: ['phone'], channels: [['phone', 1]] },
  { share: 0.06, values: ['email?', 'facebook'], channels: [['facebook', 1]] },
  { share: 0.03, values: ['instagram'], channels: [['instagram', 1]] },
  {
    share: 0.03,
    values: ['phone', 'telegram'],
    channels: [
      ['telegram', 0.8],
      ['phone', 0.2],
    ],
  },
  {
    share: 0.03,
    values: ['phone', 'viber'],
    channels: [
      ['viber', 0.8],
      ['phone', 0.2],
    ],
  },
];
/** The first profile has a value of every kind that is searched. */
export const richProfile = 0;

const contactTags = tagsOf();

/** Cards by number. The values of two cards are never the same. */
export function personOf(seed: number): (id: number, profile: number) => Person {
  const chance = chanceOf(seed);
  return (id, profile) => {
    chance.of(kinds.person, id);
    const language = chance.happens(0.82) ? 'cs' : 'en';
    const { given, family } = nameOf(chance, language);
    const kind = chance.next();
    const firm = kind < 0.04 || (kind > 0.9 && kind < 0.98) ? firmOf(chance, language) : null;
    const name = kind < 0.04 ? firm : kind > 0.96 ? null : written(chance, given, family);
    const values = (profiles[profile]?.values ?? [])
      .filter((one) => !one.endsWith('?') || chance.happens(0.5))
      .map((one) => valueFor(chance, one.replace('?', ''), { id, language, given, family }));
    return {
      id,
      language,
      name,
      family,
      company: firm,
      values,
      attributes: attributesOf(chance, language, firm),
      tags: someTags(chance),
    };
  };
}

function written(chance: Chance, given: string, family: string): string {
  const luck = chance.next();
  if (luck < 0.03) return `Ing. ${given} ${family}`;
  if (luck < 0.07) return `${family} ${given}`;
  if (luck < 0.1) return `${given} ${family}`.toUpperCase();
  return luck < 0.2 ? plain(`${given} ${family}`) : `${given} ${family}`;
}

function attributesOf(chance: Chance, language: Language, company: string | null): Record<string, string> {
  const given: Record<string, string> = {};
  if (company) given.company = company;
  if (chance.happens(0.6)) given.city = common(chance, towns);
  if (chance.happens(0.8)) given.language = language;
  if (chance.happens(0.3))
    given.birth_date = `${1940 + chance.below(65)}-0${1 + chance.below(9)}-${10 + chance.below(18)}`;
  if (chance.happens(0.5)) given.segment = common(chance, segments);
  return given;
}

export const segments = ['household', 'business', 'student', 'pensioner', 'partner', 'press'];

function someTags(chance: Chance): string[] {
  if (!chance.happens(0.35)) return [];
  return [...new Set(Array.from({ length: 1 + chance.below(2) }, () => common(chance, contactTags)))];
}

/** The tags of the workspace, the commonest first. */
export function tagsOf(): string[] {
  const known =
    'newsletter VIP reklamace dlužník e-shop obchod velkoobchod smlouva servis elektřina plyn stěhování přátelský urgentní';
  return [...known.split(' '), ...Array.from({ length: 186 }, (_, n) => `akce ${2_000 + n}`)];
}
