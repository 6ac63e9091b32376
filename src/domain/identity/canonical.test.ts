import { expect, test } from 'vitest';
import { canonicalValue, readableNumber } from './canonical.ts';

const email = (value: string) => canonicalValue({ kind: 'email', value }).key;
const phone = (value: string, country = 'CZ') => canonicalValue({ kind: 'phone', value }, country).key;

test('twins of an e-mail address that differ in case, white space, composition or the domain’s spelling are one (R-ID-2)', () => {
  const twins = [
    ['jana@example.cz', ' JANA@Example.CZ ', 'jana@example.cz.', 'ja\u200bna@example.cz', '\u202ejana@example.cz'],
    ['jiří@example.com', 'jir\u030ci\u0301@example.com', 'JIŘÍ@EXAMPLE.COM'],
    ['info@bücher.example', 'info@BÜCHER.example', 'info@xn--bcher-kva.example', 'info@bu\u0308cher。example'],
  ];
  for (const [first, ...others] of twins) {
    expect(others.map(email)).toEqual(others.map(() => email(first as string)));
  }
});

test('nothing else of an e-mail address is folded: dots, plus signs, look-alikes and other widths stay apart', () => {
  const apart = [
    'jana@example.cz',
    'ja.na@example.cz',
    'jana+shop@example.cz',
    'jаna@example.cz', // Cyrillic а
    'ｊana@example.cz', // full width
    'jana@examp1e.cz',
    'jána@example.cz',
    'ſam@example.cz',
    'sam@example.cz',
    'straße@example.cz',
    'strasse@example.cz',
    'ıvan@example.cz',
    'ivan@example.cz',
  ];
  expect(new Set(apart.map(email)).size).toBe(apart.length);
});

test('one number however it is written is one; what cannot be read matches only itself', () => {
  for (const same of ['602 771 304', '+420602771304', '00420 602-771-304', '(602) 771 304']) {
    expect(phone(same)).toBe('+420602771304');
  }
  expect(phone('+55 31 8765-4321')).toBe('+553187654321'); // before the ninth digit
  expect(canonicalValue({ kind: 'whatsapp', value: '5215512345678' }).key).toBe('+5215512345678');
  expect(phone('123')).toBe('123');
  expect(phone('klapka 7')).toBe('klapka 7');
  expect(phone('602 771 304', 'DE')).not.toBe('+420602771304');
});

test('a number that was read before reads the same, for its country alone, whatever was read meanwhile', () => {
  const readings = () => [
    phone('602 771 305'),
    phone('602 771 305', 'DE'),
    phone('+420 602 771 305;ext=7'),
    canonicalValue({ kind: 'whatsapp', value: '420602771305' }).key,
    canonicalValue({ kind: 'viber', value: '602771305' }).key,
    readableNumber('+420602771305'),
    readableNumber('+1'),
    readableNumber('602 771 305'),
  ];
  const first = readings();
  expect(first).toEqual([
    '+420602771305',
    expect.not.stringContaining('+420'),
    '+420 602 771 305;ext=7',
    '+420602771305',
    expect.not.stringContaining('+420'),
    '+420 602 771 305',
    '+1',
    '602 771 305',
  ]);
  expect(readings()).toEqual(first);
  for (let n = 0; n < 2_500; n++) phone(`+420 602 ${String(n).padStart(6, '0')}`);
  expect(readings()).toEqual(first);
});

test('ids are exact; scoped ones are unique within their account', () => {
  const id = (value: string, account?: string) => canonicalValue({ kind: 'facebook', value, account });
  expect(id('AbC', 'page-1')).toMatchObject({ key: 'AbC', account: 'page-1' });
  expect(canonicalValue({ kind: 'telegram', value: 'AbC', account: 'page-1' }).account).toBe('');
  expect(canonicalValue({ kind: 'custom:no', value: 'abc' }).key).not.toBe(
    canonicalValue({ kind: 'custom:no', value: 'ABC' }).key,
  );
});
