import { inventedFirms, inventedThings } from './firms.ts';
import { inventedInstitutions } from './institutions.ts';
import { type InventedCards, inventedPeople } from './people.ts';

/** An invented set of cards with its name. */
export interface InventedSet extends InventedCards {
  name: string;
}

const complete = { email: 0.8, phone: 0.8, address: 0.9, birthDate: 0.8 };
const onlyNames = { email: 0, phone: 0, address: 0, birthDate: 0, company: 0 };

/** Sets that are hard in different ways; the same at every call. */
export function* inventedSets(): Generator<InventedSet> {
  const cs = 'cs' as const;
  const en = 'en' as const;
  yield { name: 'Czech, 0.5 % twice', ...inventedPeople({ seed: 1, people: 5000, twice: 0.005, language: cs }) };
  yield { name: 'Czech, 2 % twice', ...inventedPeople({ seed: 2, people: 5000, twice: 0.02, language: cs }) };
  yield { name: 'Czech, 40 % twice', ...inventedPeople({ seed: 3, people: 3000, twice: 0.4, language: cs }) };
  yield { name: 'Czech, none twice', ...inventedPeople({ seed: 4, people: 5000, twice: 0, language: cs }) };
  yield {
    name: 'Czech, careless',
    ...inventedPeople({ seed: 5, people: 3000, twice: 0.1, language: cs, errors: 0.2 }),
  };
  const email = { ...onlyNames, email: 0.9 };
  yield {
    name: 'name and e-mail',
    ...inventedPeople({ seed: 7, people: 5000, twice: 0.05, language: cs, has: email }),
  };
  const phone = { ...onlyNames, phone: 0.9 };
  yield { name: 'name and phone', ...inventedPeople({ seed: 8, people: 5000, twice: 0.05, language: cs, has: phone }) };
  yield {
    name: 'names alone',
    ...inventedPeople({ seed: 9, people: 3000, twice: 0.05, language: cs, has: onlyNames }),
  };
  yield {
    name: 'English, 0.5 % twice',
    ...inventedPeople({ seed: 10, people: 5000, twice: 0.005, language: en, has: complete }),
  };
  yield {
    name: 'English, 20 % twice',
    ...inventedPeople({ seed: 11, people: 3000, twice: 0.2, language: en, has: complete }),
  };
  yield {
    name: 'households, 1 % twice',
    ...inventedPeople({ seed: 12, people: 4000, twice: 0.01, household: 0.7, language: en, has: complete }),
  };
  yield {
    name: 'colleagues, 1 % twice',
    ...inventedPeople({ seed: 13, people: 4000, twice: 0.01, household: 0.05, colleagues: 0.8, language: en }),
  };
  yield { name: 'two hundred cards', ...inventedPeople({ seed: 14, people: 200, twice: 0.05, language: en }) };
  yield {
    name: 'careless, 1 % twice',
    ...inventedPeople({ seed: 15, people: 5000, twice: 0.01, language: en, errors: 0.25, has: complete }),
  };
  yield { name: 'firms, 1 % twice', ...inventedFirms({ seed: 20, firms: 3000, twice: 0.01 }) };
  yield { name: 'firms, 13 % twice', ...inventedFirms({ seed: 21, firms: 900, twice: 0.13 }) };
  yield { name: 'chains, 3 % twice', ...inventedFirms({ seed: 22, firms: 3000, twice: 0.03, branches: 0.5 }) };
  yield { name: 'Czech firms, 5 % twice', ...inventedFirms({ seed: 23, firms: 3000, twice: 0.05, language: cs }) };
  yield { name: 'firms, none twice', ...inventedFirms({ seed: 24, firms: 3000, twice: 0 }) };
  yield { name: 'careless firms, 10 % twice', ...inventedFirms({ seed: 25, firms: 2000, twice: 0.1, errors: 0.3 }) };
  yield { name: 'institutions, 10 % twice', ...inventedInstitutions({ seed: 27, institutions: 2000, twice: 0.1 }) };
  yield { name: 'institutions, 0.5 % twice', ...inventedInstitutions({ seed: 28, institutions: 3000, twice: 0.005 }) };
  yield { name: 'institutions, none twice', ...inventedInstitutions({ seed: 29, institutions: 2000, twice: 0 }) };
  yield { name: 'things, 5 % twice', ...inventedThings({ seed: 30, things: 2000, twice: 0.05 }) };
}
