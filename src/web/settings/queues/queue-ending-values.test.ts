import { expect, it } from 'vitest';
import { endingInput, newEnding, type ResultValues, wrongEnding } from './queue-ending-values.ts';

const result = (given: Partial<ResultValues>): ResultValues => ({ row: 'r', key: '', en: '', cs: '', ...given });

it('names a new result by its English words, and keeps the key of one that stands (R-DSK-3)', () => {
  const results = [
    result({ key: 'sold', en: 'Contract signed', cs: ' Smlouva ' }),
    result({ en: 'Žádná šance, nobody!' }),
    result({ en: 'Sold' }),
    result({ en: 'sold' }),
    result({ en: '…' }),
  ];
  expect(endingInput({ ...newEnding, results }).results).toEqual([
    { key: 'sold', texts: { en: 'Contract signed', cs: 'Smlouva' } },
    { key: 'zadna-sance-nobody', texts: { en: 'Žádná šance, nobody!' } },
    { key: 'sold-2', texts: { en: 'Sold' } },
    { key: 'sold-3', texts: { en: 'sold' } },
    { key: 'result', texts: { en: '…' } },
  ]);
});

it('asks for words of each result, and for seconds up to an hour', () => {
  expect(wrongEnding(newEnding)).toEqual({});
  expect(wrongEnding({ ...newEnding, results: [result({ cs: 'Smlouva' })] })).toEqual({ results: 'noWords' });
  for (const wrapSeconds of ['', '-1', '1.5', '3601', 'soon']) {
    expect(wrongEnding({ ...newEnding, wrapSeconds })).toEqual({ wrapSeconds: 'badSeconds' });
  }
});
