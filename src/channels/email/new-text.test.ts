import { describe, expect, it } from 'vitest';
import { newText } from './new-text.ts';

const quote = '> Dobrý den,\n> zboží jsme odeslali.\n';

describe('the new text of a mail', () => {
  it.each([
    'Dne 20. 11. 2026 v 10:00 Obchod napsal(a):',
    'pá 20. 11. 2026 v 10:00 odesílatel Obchod\n<shop@example.com> napsal:',
    'On Fri, Nov 20, 2026 at 10:00 AM Shop <\nshop@example.com> wrote:',
    'Am 20.11.2026 um 10:00 schrieb Shop:',
    'Le ven. 20 nov. 2026 à 10:00, Shop <shop@example.com> a écrit :',
    'W dniu 20.11.2026 o 10:00, Shop pisze:',
    'пт, 20 нояб. 2026 г. в 10:00, Shop <shop@example.com>:',
    '20. 11. 2026 v 10:00, Obchod <shop@example.com>:',
  ])('ends above %s', (attribution) => {
    expect(newText(`Děkuji, přišlo.\nJana\n\n${attribution}\n\n${quote}`)).toBe('Děkuji, přišlo.\nJana');
  });

  it.each([
    '---------- Přeposlaná zpráva ----------\nOd: Obchod <shop@example.com>',
    '---------- Původní e-mail ----------\nOd: shop@example.com\nKomu: jana@example.cz',
    '-----Original Message-----\nFrom: Shop',
    '________________________________\nOd: Obchod\nOdesláno: pátek 20. listopadu 2026 10:00\nKomu: Jana\nPředmět: Re: objednávka',
    'From: Shop <shop@example.com>\nSent: Friday, November 20, 2026\nTo: Jana\nSubject: Order',
  ])('ends above the older message %s', (marker) => {
    expect(newText(`Děkuji.\n\n${marker}\n\nStarší text.`)).toBe('Děkuji.');
  });

  it('stays whole when nothing is quoted, and is the forwarded mail when nothing else is written', () => {
    const text = 'Dobrý den,\n\nod pondělí do pátku: ano.\nWe wrote: three things.\n\n- one\n- two';
    expect(newText(text)).toBe(text);
    expect(
      newText('---------- Forwarded message ----------\nFrom: a@example.com\nDate: x\nSubject: y\n\nThe news.'),
    ).toBe('The news.');
    expect(newText('> only\n> quoted')).toBe('> only\n> quoted');
    expect(newText('')).toBe('');
  });

  it('keeps answers between quoted lines and answers below them', () => {
    const between = 'Dne 20. 11. 2026 v 10:00 Obchod napsal(a):\n> Kdy?\n\nV pondělí.\n\n> Kde?\n\nV Brně.';
    expect(newText(between)).toBe('V pondělí.\n\n> Kde?\n\nV Brně.');
    expect(newText('Hi\n\nOn 20 Nov 2026, Shop <shop@example.com> wrote:\n> When?\n\nMonday.')).toBe(
      'Hi\n\n> When?\n\nMonday.',
    );
  });

  it('ends above the signature', () => {
    expect(newText('Yes.\n\n-- \nJana\nExample Ltd.')).toBe('Yes.');
    expect(newText('Ano.\n\nOdesláno z iPhonu')).toBe('Ano.');
    expect(newText('Yes.\n-- \nJana\n\nOn 20 Nov 2026, Shop <shop@example.com> wrote:\n> When?')).toBe('Yes.');
  });

  it.each([
    ['one long line', 'x '.repeat(500_000)],
    ['many openings', 'On 2026 a\n'.repeat(19_000)],
    ['many verbs', 'Op a schreef b\n'.repeat(600)],
  ])('comes to an end for %s', (_name, text) => {
    expect(text).toContain(newText(text).slice(0, 100));
  });
});
