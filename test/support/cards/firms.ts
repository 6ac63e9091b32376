import type { CardRecord } from '#domain/contacts/duplicates/matcher/record.ts';
import { type Dice, dice as diceOf } from '../../../bench/invented.ts';
import { misdial, misspell } from './misspell.ts';
import { chance, type InventedCards, inventedAddress, inventedTowns, shuffled } from './people.ts';
import { common, family, rareWord, trades } from './words.ts';

export interface FirmsOptions {
  seed: number;
  firms: number;
  /** Share of the firms that stand twice. */
  twice: number;
  /** Share of the firms that are a branch of the one before: its name, another address and number. */
  branches?: number;
  errors?: number;
  language?: 'cs' | 'en';
}

/** Shops and firms: chains with a branch in every town, several in one house, and the same one written differently. */
export function inventedFirms(options: FirmsOptions): InventedCards {
  const { language = 'en', errors = 0.05 } = options;
  const dice = diceOf(options.seed);
  const towns = inventedTowns(dice, { people: options.firms, language });
  const records: CardRecord[] = [];
  const cluster: number[] = [];
  let before: Firm | null = null;
  for (let n = 0; n < options.firms; n++) {
    const chain: Firm | null = before && chance(dice, options.branches ?? 0.1) ? before : null;
    const address: Firm['address'] =
      before && !chain && chance(dice, 0.05) ? before.address : inventedAddress(dice, towns, language);
    const firm: Firm = {
      words: chain?.words ?? firmName(dice, language),
      phone: chain && chance(dice, 0.1) ? chain.phone : `+4202${String(10_000_000 + dice.below(89_999_999))}`,
      address,
    };
    before = firm;
    for (let copy = 0; copy < (chance(dice, options.twice) ? 2 : 1); copy++) {
      cluster.push(n);
      const moved = chance(dice, 0.04) ? { ...firm, address: inventedAddress(dice, towns, language) } : firm;
      records.push(cardOf(dice, moved, errors, language));
    }
  }
  return shuffled(dice, records, cluster);
}

interface Firm {
  words: string[];
  phone: string;
  address: ReturnType<typeof inventedAddress>;
}

function firmName(dice: Dice, language: 'cs' | 'en'): string[] {
  const trade = dice.pick(trades[language]);
  switch (dice.below(6)) {
    case 0:
      return [common(dice, family[language]), ...(language === 'en' ? ['&', common(dice, family.en)] : []), trade];
    case 1:
      return ['The', rareWord(dice, language), trade];
    case 2:
      return [rareWord(dice, language)];
    case 3:
      return [
        rareWord(dice, language),
        rareWord(dice, language).toLowerCase(),
        trade,
        'and',
        dice.pick(trades[language]),
      ];
    default:
      return [rareWord(dice, language), trade];
  }
}

function cardOf(dice: Dice, firm: Firm, errors: number, language: 'cs' | 'en'): CardRecord {
  const slip = (text: string) => (chance(dice, errors) ? misspell(dice, text) : text);
  let words = firm.words.map(slip);
  if (words.length > 1 && chance(dice, 0.15)) words = words.slice(0, -1);
  if (words[0] === 'The' && chance(dice, 0.4)) words = words.slice(1);
  if (chance(dice, 0.1))
    words = [
      ...words,
      language === 'cs' ? dice.pick(['s.r.o.', 'a.s.', 'spol. s r. o.']) : dice.pick(['Ltd', 'Inc.', 'LLC']),
    ];
  if (chance(dice, 0.05)) words = [...words, firm.address.city];
  const name = words.join(' ');
  const street = chance(dice, 0.3)
    ? firm.address.street.replace('Street', 'St.').replace('Avenue', 'Ave').replace('Road', 'Rd')
    : firm.address.street;
  const phone = chance(dice, errors) ? misdial(dice, firm.phone) : firm.phone;
  const asCompany = chance(dice, 0.2);
  return {
    id: 0,
    names: asCompany ? [] : [name],
    emails: [],
    phones: chance(dice, 0.85) ? [chance(dice, 0.3) ? phone.slice(4) : phone] : [],
    identifiers: [],
    birthDate: null,
    company: asCompany ? name : null,
    street: chance(dice, 0.9) ? slip(street) : null,
    city: slip(firm.address.city),
    postcode: chance(dice, 0.5) ? firm.address.postcode : null,
    region: null,
    country: null,
  };
}

/** Things with long names, most words shared with others and a number that tells them apart. */
export function inventedThings(options: { seed: number; things: number; twice: number }): InventedCards {
  const dice = diceOf(options.seed);
  const brands = Array.from({ length: 25 }, () => rareWord(dice, 'en'));
  const kinds = Array.from({ length: 40 }, () => [
    rareWord(dice, 'en').toLowerCase(),
    rareWord(dice, 'en').toLowerCase(),
  ]);
  const extras = [
    'black',
    'white',
    'silver',
    'digital',
    'portable',
    'wireless',
    'pro',
    'series',
    'with',
    'kit',
    'system',
    'compact',
  ];
  const records: CardRecord[] = [];
  const cluster: number[] = [];
  for (let n = 0; n < options.things; n++) {
    const brand = common(dice, brands);
    const kind = common(dice, kinds);
    const model = `${rareWord(dice, 'en').slice(0, 2).toUpperCase()}${10 + dice.below(990)}`;
    const more = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(extras));
    for (let copy = 0; copy < (chance(dice, options.twice) ? 2 : 1); copy++) {
      const words = [brand, ...kind, model, ...more]
        .filter((_, place) => place === 3 || chance(dice, 0.88))
        .map((word) => (chance(dice, 0.02) ? misspell(dice, word) : word));
      cluster.push(n);
      records.push({
        id: 0,
        names: [words.join(' ')],
        emails: [],
        phones: [],
        identifiers: [],
        birthDate: null,
        company: chance(dice, 0.5) ? brand : null,
        street: null,
        city: null,
        postcode: null,
        region: null,
        country: null,
      });
    }
  }
  return shuffled(dice, records, cluster);
}
