import { describe, expect, test } from 'vitest';
import { aCard } from '#test/support/cards/a-card.ts';
import { inventedPeople } from '#test/support/cards/people.ts';
import { buildBlocks } from './blocks.ts';
import { findDuplicates } from './find-duplicates.ts';
import { learnModel } from './learn.ts';
import { type PreparedRecord, prepare } from './record.ts';

const people = (count: number) =>
  inventedPeople({ seed: 7, people: count, twice: 0.05, language: 'cs' }).records.map(prepare);

async function pairsPerCard(records: PreparedRecord[]): Promise<number> {
  const blocks = await buildBlocks(records);
  let pairs = 0;
  for (let i = 0; i < records.length; i++) pairs += blocks.candidates(i).length;
  return pairs / records.length;
}

describe('Cost', () => {
  test('Eight times as many cards: each is compared with less than four times as many of them, and few in all', async () => {
    const few = await pairsPerCard(people(1_000));
    const many = await pairsPerCard(people(8_000));
    expect(many).toBeLessThan(4 * few);
    expect(many).toBeLessThan(10);
  });

  test('A hundred cards of one name and number are compared, thousands are not', async () => {
    const same = Array.from({ length: 3_000 }, (_, id) => prepare({ ...aCard({ names: ['Jan Novák'] }), id }));
    expect(await pairsPerCard(same.slice(0, 100))).toBe(99 / 2);
    expect(await pairsPerCard(same)).toBe(0);
  });
});

describe('Learning', () => {
  // Of more cards the pairs that share no key are drawn by lot, and scores differ by some hundredths.
  test('The order of a few hundred cards makes no difference', async () => {
    const { records } = inventedPeople({ seed: 8, people: 450, twice: 0.2, language: 'cs' });
    const score = async (cards: typeof records) => {
      const prepared = cards.map(prepare);
      const { suggestions } = await findDuplicates(prepared, await learnModel(prepared), { min: 0.01 });
      return new Map(suggestions.map(({ a, b, score: found }) => [`${a} ${b}`, found]));
    };
    const there = await score(records);
    const back = await score(records.toReversed());
    let furthest = 0;
    for (const pair of new Set([...there.keys(), ...back.keys()])) {
      furthest = Math.max(furthest, Math.abs((there.get(pair) ?? 0) - (back.get(pair) ?? 0)));
    }
    expect(there.size).toBeGreaterThan(100);
    expect(furthest).toBeLessThan(0.001);
  }, 60_000);
});
