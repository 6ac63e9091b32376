import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newText } from '#channels/email/new-text.ts';
import { isAttribution } from '#channels/email/quote-marks.ts';
import { quotedText, quoteIntroduction } from './quoted-text.ts';

const at = new Date('2026-05-04T10:05:00Z');

test('A mail is quoted behind its marks, older quotations one level deeper (RFC 3676)', () => {
  expect(quotedText('Good morning\r\n\r\n> older\n>> oldest\n\n')).toEqual({
    text: '> Good morning\n>\n>> older\n>>> oldest',
    shortened: false,
  });
});

test('What is quoted has an end, and says that more was there', () => {
  const { text, shortened } = quotedText('All of it is long.\n'.repeat(5_000));
  expect(text.length).toBeLessThan(20_100);
  expect([shortened, text.endsWith('\n> […]')]).toEqual([true, true]);
});

test('The introduction is in the client’s language and zone, and our own reading folds what follows it', () => {
  const jana = { at, name: 'Jana Nová', address: 'jana@example.cz' };
  const en = quoteIntroduction(jana, 'en', 'Europe/Prague');
  const cs = quoteIntroduction(jana, 'cs', 'Europe/Prague');
  expect(en).toBe('On 4 May 2026 at 12:05, Jana Nová <jana@example.cz> wrote:');
  expect(cs.replace(/\u00a0/gu, ' ')).toBe('Dne 4. května 2026 v 12:05 Jana Nová <jana@example.cz> píše:');
  for (const introduction of [en, cs]) {
    expect(isAttribution(introduction)).toBe(true);
    expect(newText(`Thank you.\n\n${introduction}\n${quotedText('Good morning').text}`)).toBe('Thank you.');
  }
});

test('Whatever a mail holds, every line of its quotation is marked', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(
        quotedText(text)
          .text.split('\n')
          .every((line) => line.startsWith('>')),
      ).toBe(true);
    }),
  );
});
