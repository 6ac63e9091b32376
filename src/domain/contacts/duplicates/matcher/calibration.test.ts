import { beforeAll, describe, expect, test } from 'vitest';
import { inventedFirms } from '#test/support/cards/firms.ts';
import { inventedInstitutions } from '#test/support/cards/institutions.ts';
import { measureDuplicates } from '#test/support/cards/measure-duplicates.ts';
import { inventedPeople, together } from '#test/support/cards/people.ts';
import { pooled, type ScoredSet, scored } from '#test/support/cards/scored-sets.ts';

// What a score promises, measured on invented cards that nothing was set by. Learning is part of it: every set teaches its own model.

const cs = 'cs' as const;
const en = 'en' as const;
const has = { email: 0.8, phone: 0.8, address: 0.9, birthDate: 0.8 };

const invented = {
  'many people twice': () => inventedPeople({ seed: 101, people: 1_000, twice: 0.4, language: cs }),
  'one person in two hundred twice': () =>
    inventedPeople({ seed: 103, people: 3_000, twice: 0.005, language: en, has }),
  'households and colleagues in one office': () =>
    inventedPeople({ seed: 106, people: 1_200, twice: 0.03, household: 0.5, colleagues: 0.8, language: en, has }),
  'firms with branches': () => inventedFirms({ seed: 108, firms: 1_200, twice: 0.07, branches: 0.5 }),
  'institutions, departments and daughters': () => inventedInstitutions({ seed: 109, institutions: 800, twice: 0.1 }),
};

const none = {
  people: () => inventedPeople({ seed: 111, people: 2_000, twice: 0, household: 0.4, language: cs }),
  organisations: () =>
    together(
      inventedFirms({ seed: 113, firms: 700, twice: 0, branches: 0.3 }),
      inventedInstitutions({ seed: 114, institutions: 700, twice: 0 }),
    ),
};

const sets = new Map<string, ScoredSet>();

beforeAll(async () => {
  for (const [name, cards] of Object.entries({ ...invented, ...none })) {
    sets.set(name, await scored(cards()));
  }
}, 120_000);

function setOf(name: string): ScoredSet {
  return sets.get(name) ?? { suggestions: [], cluster: [] };
}

describe('A score is a probability', () => {
  test.each(Object.keys(invented))('A score of 0.9 is right nine times in ten: %s', (name) => {
    const { suggestions, cluster } = setOf(name);
    const sure = suggestions.filter(({ score }) => score >= 0.9);
    expect(sure.length).toBeGreaterThan(5);
    expect(measureDuplicates(suggestions, cluster).precisionAtNine).toBeGreaterThanOrEqual(0.9);
  });

  test('Of all suggestions about as many are right as their scores say, in every tenth of the scale', () => {
    const { suggestions, cluster } = pooled([...sets.values()]);
    for (let bin = 1; bin < 10; bin++) {
      const inBin = suggestions.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
      const said = inBin.reduce((sum, { score }) => sum + score, 0) / inBin.length;
      const right = inBin.filter(({ a, b }) => cluster[a] === cluster[b]).length / inBin.length;
      expect(Math.abs(said - right), `${bin / 10}: ${inBin.length} pairs`).toBeLessThan(0.25);
    }
    expect(measureDuplicates(suggestions, cluster).calibrationError).toBeLessThan(0.05);
  });
});

describe('Where nobody stands twice', () => {
  test.each(Object.keys(none))('Nothing is nearly sure, and hardly anything suggested: %s', (name) => {
    const { suggestions, cluster } = setOf(name);
    expect(suggestions.filter(({ score }) => score >= 0.9)).toEqual([]);
    expect(suggestions.filter(({ score }) => score >= 0.5).length).toBeLessThanOrEqual(cluster.length / 1_000);
  });
});

describe('Duplicates are found', () => {
  test.each([
    ['many people twice', 0.75],
    ['one person in two hundred twice', 0.7],
    ['households and colleagues in one office', 0.7],
    ['firms with branches', 0.7],
    ['institutions, departments and daughters', 0.5],
  ])('%s: at 0.5 more than %d of them', (name, recall) => {
    const { suggestions, cluster } = setOf(name);
    expect(measureDuplicates(suggestions, cluster).recall).toBeGreaterThan(recall);
  });
});
