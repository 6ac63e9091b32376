import type { CardRecord } from '#domain/contacts/duplicates/matcher/record.ts';
import { type Dice, dice as diceOf } from '../../../bench/invented.ts';
import { misdial, misspell, withoutMarks } from './misspell.ts';
import { common, family, given, rareWord, streetKinds, streets } from './words.ts';

/** Invented cards, and which of them are one client: `cluster[i]` of `records[i]`. */
export interface InventedCards {
  records: CardRecord[];
  cluster: number[];
}

export interface PeopleOptions {
  seed: number;
  people: number;
  /** Share of the people who have a second card (and a third of those a third one). */
  twice: number;
  language: 'cs' | 'en';
  /** Share of the people who live with the one before; who work with the one before. */
  household?: number;
  colleagues?: number;
  /** How probable one error is per value. */
  errors?: number;
  /** How probable each value is on a card. */
  has?: Partial<Record<'email' | 'phone' | 'address' | 'birthDate' | 'company', number>>;
}

interface Person {
  sex: 'm' | 'f';
  given: string;
  family: string;
  birthDate: string;
  phones: string[];
  emails: string[];
  address: Address;
  company: string | null;
}
interface Address {
  street: string;
  city: string;
  postcode: string;
  region: string;
  country: string;
}

/** People as a company knows them: families under one roof, colleagues with one number, cards that say little, and some of them twice. */
export function inventedPeople(options: PeopleOptions): InventedCards {
  const dice = diceOf(options.seed);
  const towns = inventedTowns(dice, options);
  const surnames = [
    ...family[options.language],
    ...Array.from({ length: Math.round(options.people / 4) + 50 }, () => rareWord(dice, options.language)),
  ];
  const records: CardRecord[] = [];
  const cluster: number[] = [];
  let before: Person | null = null;
  const taken = new Set<string>();
  const free = (local: string, domain: string) => {
    let address = `${local}@${domain}`;
    // Among many people the small numbers of a common name run out.
    for (let tries = 0; taken.has(address); tries++) {
      address = `${local}${1 + dice.below(tries < 20 ? 9_999 : 10 * options.people + 9_999)}@${domain}`;
    }
    taken.add(address);
    return address;
  };
  for (let n = 0; n < options.people; n++) {
    const person = inventedPerson(dice, options, towns, surnames, before, free);
    before = person;
    let copies = 1;
    if (chance(dice, options.twice)) copies = chance(dice, 0.3) ? 3 : 2;
    for (let copy = 0; copy < copies; copy++) {
      cluster.push(n);
      records.push(cardOf(dice, options, person, towns));
    }
  }
  return shuffled(dice, records, cluster);
}

export function chance({ below }: Dice, probability: number): boolean {
  return below(1_000_000) < probability * 1_000_000;
}

export function shuffled(dice: Dice, records: CardRecord[], cluster: number[]): InventedCards {
  const order = records.map((_, place) => place);
  for (let place = order.length - 1; place > 0; place--) {
    const other = dice.below(place + 1);
    [order[place], order[other]] = [order[other] as number, order[place] as number];
  }
  return {
    records: order.map((place, id) => ({ ...(records[place] as CardRecord), id })),
    cluster: order.map((place) => cluster[place] as number),
  };
}

/** The cards of two sets in one directory, no client in both. */
export function together(one: InventedCards, other: InventedCards): InventedCards {
  const clients = Math.max(0, ...one.cluster) + 1;
  const more = other.records.map((record) => ({ ...record, id: record.id + one.records.length }));
  return {
    records: [...one.records, ...more],
    cluster: [...one.cluster, ...other.cluster.map((client) => client + clients)],
  };
}

export function inventedTowns(dice: Dice, { people, language }: Pick<PeopleOptions, 'people' | 'language'>) {
  return Array.from({ length: 40 + Math.round(people / 60) }, (_, n) => ({
    city: rareWord(dice, language) + (language === 'cs' ? dice.pick(['ov', 'ice', 'ín', '']) : ''),
    postcodes: Array.from({ length: n < 5 ? 8 : 1 + dice.below(2) }, () => String(10_000 + dice.below(69_999))),
    region: `R${(n * 7) % 14}`,
    country: language === 'cs' ? 'CZ' : 'AU',
  }));
}
export type Town = ReturnType<typeof inventedTowns>[number];

export function inventedAddress(dice: Dice, towns: Town[], language: 'cs' | 'en'): Address {
  const town = common(dice, towns);
  const name = chance(dice, 0.4) ? dice.pick(streets[language]) : rareWord(dice, language);
  const number = 1 + Math.floor(dice.below(150) * (dice.below(100) / 100));
  return {
    street:
      language === 'cs'
        ? `${name} ${number}${chance(dice, 0.3) ? `/${1 + dice.below(40)}` : ''}`
        : `${number} ${name} ${dice.pick(streetKinds)}`,
    city: town.city,
    postcode: dice.pick(town.postcodes),
    region: town.region,
    country: town.country,
  };
}

function inventedPerson(
  dice: Dice,
  options: PeopleOptions,
  towns: Town[],
  surnames: string[],
  before: Person | null,
  free: (local: string, domain: string) => string,
): Person {
  const { language } = options;
  const sex = dice.pick(['m', 'f'] as const);
  const home = before && chance(dice, options.household ?? 0.25) ? before : null;
  const work = !home && before?.company && chance(dice, options.colleagues ?? 0.15) ? before : null;
  let name = common(dice, given[language][sex]);
  while (home && name === home.given) name = dice.pick(given[language][sex]); // whoever lives together has names of their own,
  if (home?.sex === sex && chance(dice, 0.04)) name = home.given; // but for father and son
  const stem = home && chance(dice, 0.85) ? home.family : common(dice, surnames);
  const year = 1935 + dice.below(70);
  const domain = work ? work.emails[0]?.split('@')[1] : null;
  const company =
    work?.company ?? (chance(dice, 0.4) ? `${rareWord(dice, language)} ${language === 'cs' ? 's.r.o.' : 'Ltd'}` : null);
  const ascii = withoutMarks(`${name}.${stem}`).toLowerCase();
  const own = [
    free(
      `${ascii}${chance(dice, 0.5) ? dice.below(99) : ''}`,
      dice.pick(['post.example', 'mail.example', 'box.example']),
    ),
    free(
      `${withoutMarks(rareWord(dice, language)).toLowerCase()}${dice.below(100)}`,
      dice.pick(['post.example', 'mail.example']),
    ),
  ];
  const office =
    company &&
    free(
      withoutMarks(stem).toLowerCase(),
      domain ?? `${withoutMarks(company.split(' ')[0] ?? '').toLowerCase()}.example`,
    );
  const phone = `+4207${String(10_000_000 + dice.below(89_999_999))}`;
  return {
    sex,
    given: name,
    family: stem,
    birthDate: chance(dice, 0.01) ? '1970-01-01' : `${year}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`,
    phones: [
      home && chance(dice, 0.4) ? (home.phones[0] ?? phone) : phone,
      work && chance(dice, 0.5) ? (work.phones[1] ?? phone) : `+4202${String(10_000_000 + dice.below(89_999_999))}`,
    ],
    emails: home && chance(dice, 0.15) ? home.emails : office && chance(dice, 0.7) ? [office, ...own] : own,
    address: home ? home.address : work && chance(dice, 0.5) ? work.address : inventedAddress(dice, towns, language),
    company,
  };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** One card of a person: what happened to be written down, and how. */
function cardOf(
  dice: Dice,
  { language, has = {}, errors = 0.04 }: PeopleOptions,
  person: Person,
  towns: Town[],
): CardRecord {
  const slip = (text: string) => (chance(dice, errors) ? misspell(dice, text) : text);
  const address = chance(dice, 0.08) ? inventedAddress(dice, towns, language) : person.address;
  const written = chance(dice, has.address ?? 0.5) ? address : null;
  return {
    id: 0,
    names: [writtenName(dice, language, person, slip)],
    emails: chance(dice, has.email ?? 0.6)
      ? [slip(chance(dice, 0.8) ? (person.emails[0] ?? '') : dice.pick(person.emails))]
      : [],
    phones: chance(dice, has.phone ?? 0.6)
      ? [
          chance(dice, errors)
            ? misdial(dice, person.phones[0] ?? '')
            : chance(dice, 0.8)
              ? (person.phones[0] ?? '')
              : dice.pick(person.phones),
        ]
      : [],
    identifiers: [],
    birthDate: chance(dice, has.birthDate ?? 0.25)
      ? chance(dice, errors)
        ? misdial(dice, person.birthDate)
        : person.birthDate
      : null,
    company: chance(dice, has.company ?? 0.5) ? person.company : null,
    street: written && slip(written.street),
    city: written && slip(written.city),
    postcode: written && (chance(dice, 0.1) ? null : slip(written.postcode)),
    region: written && (chance(dice, 0.3) ? null : written.region),
    country: person.address.country,
  };
}

const nicknames: Record<string, string> = {
  Jan: 'Honza',
  Josef: 'Pepa',
  Jiří: 'Jirka',
  Tomáš: 'Tom',
  František: 'Franta',
  Kateřina: 'Katka',
  Zdeňka: 'Zdena',
  Václav: 'Vašek',
  Antonín: 'Tonda',
  James: 'Jim',
  Robert: 'Bob',
  William: 'Bill',
  Michael: 'Mike',
  Richard: 'Rick',
  Elizabeth: 'Liz',
  Margaret: 'Peggy',
  Jennifer: 'Jenny',
  Thomas: 'Tom',
};

function writtenName(dice: Dice, language: 'cs' | 'en', person: Person, slip: (text: string) => string): string {
  let first = slip(chance(dice, 0.06) ? (nicknames[person.given] ?? person.given) : person.given);
  if (chance(dice, 0.03)) first = `${first[0]}.`;
  const surname = slip(language === 'cs' && person.sex === 'f' ? feminine(person.family) : person.family);
  let name = chance(dice, 0.06) ? `${surname} ${first}` : chance(dice, 0.03) ? surname : `${first} ${surname}`;
  if (chance(dice, 0.04)) name = `${language === 'cs' ? 'Ing.' : 'Dr'} ${name}`;
  if (chance(dice, 0.15)) name = withoutMarks(name);
  return chance(dice, 0.05) ? name.toUpperCase() : name;
}

/** The woman's form of a Czech surname. */
function feminine(surname: string): string {
  if (/[ýí]$/.test(surname)) return surname.endsWith('ý') ? `${surname.slice(0, -1)}á` : surname;
  return `${surname.replace(/[aeo]$/, '').replace(/e([kc])$/, '$1')}ová`;
}
