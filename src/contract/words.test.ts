import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { sortKey } from './sort-key.ts';
import { askedTerms, firstHit, hits, searchQuery, searchVector, words } from './words.ts';

test('accents, case and script do not matter: novak finds Novák, and Новак', () => {
  expect(fold('Novák')).toBe('novak');
  expect(fold('  NOVÁK\u00a0 Jan ')).toBe('novak jan');
  expect(fold('Новак')).toBe('novak');
  expect(fold('Straße Łódź ﬁ Ω')).toBe('strasse lodz fi o');
  expect(fold('김민준')).toBe('김민준'.normalize('NFC'));
});

test('folding twice is folding once', () => {
  for (const text of ['Příliš žluťoučký kůň', 'Ѐлена Жукова', 'ŉ ½ ㎏', '𝒥𝒶𝓃𝒶', 'ΑΘΉΝΑ', 'İstanbul'])
    expect(fold(fold(text))).toBe(fold(text));
});

test('an order number is found by its digits, whatever stands before them', () => {
  expect(words('OBJ-123456, faktura č. 2026/0934')).toEqual(['obj', '123456', 'faktura', 'c', '2026', '0934']);
  expect(searchVector('OBJ-123456')).toBe("'obj':1 '123456':2");
});

test('words are asked for by their beginning, quoted ones as a phrase', () => {
  expect(searchQuery('faktura “září 2026”')).toBe("'faktura':* & ('zari' <-> '2026')");
  expect(searchQuery(' … ')).toBeNull();
  expect(searchQuery(`a'b\\ & | ! <-> :*`)).toBe("'a':* & 'b':*");
});

test('hits are marked in the text as written', () => {
  const text = 'Hello, the invoice for September.';
  expect(hits(text, 'invoice “september”').map(({ start, end }) => text.slice(start, end))).toEqual([
    'invoice',
    'September',
  ]);
  expect(hits('Faktura a fakturace', 'faktur').length).toBe(2);
  expect(hits('for the September', '"the invoice"')).toEqual([]);
});

test('no phrase spans two texts of one entry', () => {
  expect(searchVector('last word', 'first word')).toBe("'last':1 'word':2,6 'first':5");
});

test('names sort as a Czech reader expects: č after c, ch after h', () => {
  const sorted = ['Chalupa', 'Hudec', 'Černý', 'Cyril', 'Ivan', 'Řezník', 'Rus', 'Sýkora', 'Šíma', 'Žák', 'Zeman'];
  expect([...sorted].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
    'Cyril',
    'Černý',
    'Hudec',
    'Chalupa',
    'Ivan',
    'Rus',
    'Řezník',
    'Sýkora',
    'Šíma',
    'Zeman',
    'Žák',
  ]);
  expect(sortKey('Nová Chata')).toBe('nova h~ata');
});

test('the first place that a query hits is the first of all its places, however it is found', () => {
  const texts = [
    'Dobrý den, prosím o fakturu.',
    'prosímprosím dobrý',
    'OBJ-1, obj-2',
    'ﬁ ſ İ ŉ',
    'faktura',
    '',
    'a_b %c',
  ];
  for (const query of ['prosim', 'obj 2', 'faktur "den prosim"', '"dobry den"', 'i', 'n', '"x"', '%', 'b c'])
    for (const text of texts)
      expect(firstHit(text, askedTerms(query)), `${query} in ${text}`).toEqual(hits(text, query)[0] ?? null);
});

test('a word of plain letters is folded like every other', () => {
  for (const text of ['Novak', 'OBJ', '42', 'aZ09']) expect(fold(text)).toBe(fold(` ${text} `)); // with spaces around, the long way
});
