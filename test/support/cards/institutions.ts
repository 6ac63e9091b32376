import type { CardRecord } from '#domain/contacts/duplicates/matcher/record.ts';
import { type Dice, dice as diceOf } from '../../../bench/invented.ts';
import { misdial, misspell } from './misspell.ts';
import { chance, type InventedCards, inventedAddress, inventedTowns, shuffled } from './people.ts';
import { rareWord } from './words.ts';

/**
 * Institutions as they are called: ministries and faculties that share all words but one, town halls and schools named by their town, daughters
 * of one group in one house with one number, departments behind one switchboard, and some of them twice, written in another way.
 */
export function inventedInstitutions(options: { seed: number; institutions: number; twice: number }): InventedCards {
  const dice = diceOf(options.seed);
  const towns = inventedTowns(dice, { people: 2 * options.institutions, language: 'en' });
  const records: CardRecord[] = [];
  const cluster: number[] = [];
  const taken = new Set<string>();
  let client = 0;
  const add = (one: Institution) => {
    if (taken.has(one.name)) return; // a town has one town hall
    taken.add(one.name);
    for (let copy = 0; copy < (chance(dice, options.twice) ? 2 : 1); copy++) {
      cluster.push(client);
      records.push(cardOf(dice, one));
    }
    client++;
  };
  while (client < options.institutions) {
    const town = inventedAddress(dice, towns, 'en');
    const house = () => ({ ...inventedAddress(dice, towns, 'en'), city: town.city, postcode: town.postcode });
    const number = () => `+4202${String(10_000_000 + dice.below(89_999_999))}`;
    switch (dice.below(4)) {
      case 0:
        for (const kind of some(dice, townKinds))
          add({ name: `${kind} ${town.city}`, address: house(), phone: number() });
        break;
      case 1: {
        const land = rareWord(dice, 'en');
        for (const matter of some(dice, matters)) {
          add({
            name: `Ministry of ${matter} of ${land}`,
            address: house(),
            phone: number(),
            domain: `${land}.example`,
          });
        }
        break;
      }
      case 2: {
        const seat = { address: house(), domain: `${town.city.toLowerCase()}-university.example` };
        const trunk = number().slice(0, -3);
        for (const faculty of some(dice, faculties)) {
          const phone = `${trunk}${100 + dice.below(900)}`;
          add({ name: `University of ${town.city}, Faculty of ${faculty}`, phone, ...seat });
        }
        break;
      }
      default: {
        const group = rareWord(dice, 'en');
        const seat = { address: house(), phone: number(), domain: `${group.toLowerCase()}.example` };
        for (const branch of some(dice, daughters)) add({ name: `${group} ${branch}`, ...seat });
      }
    }
  }
  return shuffled(dice, records, cluster);
}

interface Institution {
  name: string;
  address: ReturnType<typeof inventedAddress>;
  phone: string;
  domain?: string;
}

const townKinds = [
  'Town Hall',
  'Primary School',
  'Public Library',
  'Fire Brigade of',
  'Regional Museum',
  'Sports Club',
];
const matters = ['Agriculture', 'Finance', 'Foreign Affairs', 'Internal Affairs', 'Health', 'Culture', 'Labour'];
const faculties = ['Arts', 'Law', 'Medicine', 'Science', 'Education', 'Mechanical Engineering', 'Civil Engineering'];
const daughters = ['Holding', 'Services Ltd', 'Real Estate Ltd', 'Trading Ltd', 'Energy Ltd', 'Foundation'];

function some(dice: Dice, all: readonly string[]): string[] {
  return all.filter(() => chance(dice, 0.6));
}

function cardOf(dice: Dice, { name, address, phone, domain }: Institution): CardRecord {
  const slip = (text: string) => (chance(dice, 0.05) ? misspell(dice, text) : text);
  const short = name.replace('University', 'Univ.').replace('Faculty', 'Fac.').replace('Ministry', 'Min.');
  const written = chance(dice, 0.15) ? short : chance(dice, 0.1) ? name.toUpperCase() : name;
  const hasAddress = chance(dice, 0.8);
  return {
    id: 0,
    names: [slip(written)],
    emails: domain && chance(dice, 0.5) ? [`${dice.pick(['info', 'office', 'contact'])}@${domain}`] : [],
    phones: chance(dice, 0.7) ? [chance(dice, 0.04) ? misdial(dice, phone) : phone] : [],
    identifiers: [],
    birthDate: null,
    company: null,
    street: hasAddress ? slip(address.street) : null,
    city: slip(address.city),
    postcode: hasAddress ? address.postcode : null,
    region: null,
    country: null,
  };
}
