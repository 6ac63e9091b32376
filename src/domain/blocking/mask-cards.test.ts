import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCard, maskCards, maskCardsInHtml } from './mask-cards.ts';
import { withoutCards } from './without-cards.ts';

/** Digits with a right check digit (Luhn) behind a beginning. */
function numbered(beginning: string, length: number, filling: number): string {
  const body = (beginning + String(filling).padStart(20, '7')).slice(0, length - 1);
  return [...'0123456789'].map((digit) => body + digit).find(passes) ?? '';
}

function passes(number: string): boolean {
  const digits = [...number].map(Number).reverse();
  return digits.reduce((sum, one, n) => sum + (n % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][one]! : one), 0) % 10 === 0;
}

const card = fc
  .tuple(
    fc.constantFrom<[string, number]>(
      ['4', 16],
      ['4', 19],
      ['52', 16],
      ['2300', 16],
      ['34', 15],
      ['37', 15],
      ['6011', 16],
      ['36', 14],
      ['3530', 16],
      ['62', 17],
      ['6304', 18],
      ['2201', 16],
    ),
    fc.integer({ min: 1_000_000, max: 999_999_999 }),
  )
  .map(([[beginning, length], filling]) => numbered(beginning, length, filling))
  .filter(isCard);

describe('numbers of payment cards (R-DSK-5)', () => {
  it.each([
    ['Visa is 4111 1111 1111 1111.', 'Visa is •••• •••• •••• 1111.'],
    ['4111111111111111', '•••• •••• •••• 1111'],
    ['4111-1111-1111-1111, platnost 12/27, 123', '•••• •••• •••• 1111, platnost 12/27, 123'],
    ['Amex 3782 822463 10005', 'Amex •••• •••• •••• 0005'],
    ['Diners 3056 930902 5904', 'Diners •••• •••• •••• 5904'],
    ['číslo karty:\n5555 5555 5555 4444 12/27', 'číslo karty:\n•••• •••• •••• 4444 12/27'],
    ['č.5555555555554444', 'č.•••• •••• •••• 4444'],
    ['2026-11-22 4000 0566 5566 5556', '2026-11-22 •••• •••• •••• 5556'],
    ['6011 1111 1111 1117 nebo 3530 1113 3330 0000', '•••• •••• •••• 1117 nebo •••• •••• •••• 0000'],
    ['4111\u00a01111\u20111111\u202f1111', '•••• •••• •••• 1111'],
    ['4111 1111 1111 1111 5555555555554444', '•••• •••• •••• 1111 •••• •••• •••• 4444'],
    ['VISA4111111111111111', 'VISA•••• •••• •••• 1111'],
  ])('masks %j', (text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it.each([
    ['a wrong check digit', '4111 1111 1111 1112'],
    ['a beginning that no network has', '9111 1111 1111 1119 and 7992739871300006'],
    ['too short', '411111111111'],
    ['too long', '41111111111111111111111'],
    ['an IBAN', 'CZ65 0800 0000 1920 0014 5399'],
    ['an IBAN in one piece', 'DE89370400440532013000'],
    ['an IBAN with the bank in letters', 'GB29 NWBK 6016 1331 9268 19'],
    ['an IBAN whose groups are a card', 'ES91 2100 4111 1111 1111 1111'],
    ['a Czech account', '430000-1234567899/0800'],
    ['a phone number', '+420 602 111 222 and 00420602111222'],
    ['a long phone number', '+4 111 111 111 111 1111'],
    ['a list of phone numbers', '602 111 222 603 111 222 604 111 222'],
    ['an order', 'OBJ4111111111111111'],
    ['an order with a hyphen', 'OBJ-4111111111111111'],
    ['a numbered reference', '#4111111111111111'],
    ['a part of an address of the web', 'https://example.com/orders/4111111111111111?id=5555555555554444'],
    ['a timestamp', '20261122123456789 and 1763812345678'],
    ['goods (GTIN-13)', 'EAN 4006381333931'],
    ['an IMEI', '356938035643809'],
    ['an amount', '4111111111111111,00'],
    ['a date and a time', '2026-11-22 12:34:56'],
    ['one digit all through', '4444 4444 4444 4444'],
    [
      'an identifier',
      '4111111111111111-abcd and a4111111111111111'.replace('4111111111111111-', '41111111-1111-4111-'),
    ],
  ])('leaves %s', (_, text) => {
    expect(maskCards(text)).toBe(text);
  });

  it('masks whatever is a card, in one piece and in groups of four, and keeps the last four digits (property)', () => {
    fc.assert(
      fc.property(card, fc.constantFrom(' ', '-', '', '\u00a0'), (number, between) => {
        const written = number.match(/.{1,4}/g)?.join(number.length === 16 ? between : '') ?? '';
        const masked = maskCards(`Karta ${written}, díky`);
        expect(masked).toBe(`Karta •••• •••• •••• ${number.slice(-4)}, díky`);
        expect(maskCards(masked)).toBe(masked);
      }),
    );
  });

  it('leaves every text without thirteen digits in a row, and every phone number and IBAN, as it is (property)', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
    const phone = fc
      .tuple(fc.constantFrom('420', '49', '1', '44'), digits(10))
      .map(([country, rest]) => `+${country}${rest}`);
    const iban = fc
      .tuple(fc.constantFrom('CZ', 'SK', 'ES', 'DE'), digits(20))
      .map(([land, rest]) => `${land}${rest}`.match(/.{1,4}/g)?.join(' ') ?? '');
    const short = fc
      .array(fc.oneof(digits(9), fc.constantFrom('obj.', 'dne', 'tel.')), { maxLength: 5 })
      .map((words) => words.join(', '));
    fc.assert(fc.property(fc.oneof(phone, iban, short), (text) => maskCards(text) === text));
  });

  it('masks in HTML across inline tags and non-breaking spaces, and leaves attributes and structure', () => {
    const html =
      '<p title="4111111111111111">Číslo <b>4111</b>&nbsp;1111 <span style="x">1111</span> 1111</p><td>4111</td><td>1111 1111 1111</td>';
    expect(maskCardsInHtml(html)).toBe(
      '<p title="4111111111111111">Číslo <b>••••</b>&nbsp;•••• <span style="x">••••</span> 1111</p><td>4111</td><td>1111 1111 1111</td>',
    );
    expect(maskCardsInHtml('<p>😀 4111 1111 1111 1111</p>')).toBe('<p>😀 •••• •••• •••• 1111</p>');
  });

  it('masks all that a message keeps: subject, new words, parameters, the words of a call', () => {
    const at = '2026-05-04T10:00:00.000Z';
    const { item, mail } = withoutCards({
      item: {
        id: '1',
        at,
        type: 'message',
        direction: 'in',
        from: { kind: 'email', value: 'anna@example.cz' },
        subject: '4111 1111 1111 1111',
        text: '4111111111111111\n> 5555555555554444',
        parameters: { karta: '4111111111111111', order: 12, number: 4111111111111111 },
        call: {
          state: 'ended',
          from: 'a',
          to: 'b',
          transcript: [{ at, who: 'Anna', text: 'je to 4111 1111 1111 1111' }],
        },
      },
      mail: { messageId: null, references: [], verdict: 'none', automatic: null, newText: '4111111111111111\n' },
    });
    expect(JSON.stringify([item, mail])).not.toMatch(/4111|5555/);
    expect(item.parameters).toEqual({ karta: '•••• •••• •••• 1111', order: 12, number: '•••• •••• •••• 1111' });
    expect(item.text?.startsWith(mail?.newText ?? '-')).toBe(true);
  });
});
