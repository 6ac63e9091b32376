import type { CardRecord } from '#domain/contacts/duplicates/matcher/record.ts';

let next = 1;

/** A card with nothing on it but what the test says. */
export function aCard(given: Partial<CardRecord>): CardRecord {
  return {
    id: next++,
    names: [],
    emails: [],
    phones: [],
    identifiers: [],
    birthDate: null,
    company: null,
    street: null,
    city: null,
    postcode: null,
    region: null,
    country: null,
    ...given,
  };
}
