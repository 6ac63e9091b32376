import { expect, test } from 'vitest';
import { cardProbe, probeQuery } from './search-probe.ts';

test('the index is not asked for short beginnings where a longer word or a phrase narrows it', () => {
  expect(probeQuery('OBJ-3125786')).toBe("'3125786':*");
  expect(probeQuery('to "dobrý den" na')).toBe("('dobry' <-> 'den')");
  expect(probeQuery('smlouva plyn')).toBe("'smlouva':* & 'plyn':*");
});

test('it is asked for what there is otherwise', () => {
  expect(probeQuery('OBJ')).toBe("'obj':*");
  expect(probeQuery('obj plyn')).toBe("'obj':* & 'plyn':*");
  expect(probeQuery('!?')).toBeNull();
});

test('the index of the words of a card is asked for the same words, each behind a place for its mark, and of a phrase for all its words', () => {
  expect(cardProbe('OBJ-3125786')).toBe("'%3125786':*");
  expect(cardProbe('smlouva "dobrý den"')).toBe("'%smlouva':* & '%dobry' & '%den'");
  expect(cardProbe("100% \\ '")).toBe("'%100':*");
  expect(cardProbe('!?')).toBeNull();
});
