/**
 * Masks the numbers of payment cards in a text: `4111 1111 1111 1111` reads `•••• •••• •••• 1111` afterwards. A number counts when it has a length and a
 * beginning that a card network gives out (ISO/IEC 7812-1, and the networks' own ranges), its check digit is right (Luhn, ISO/IEC 7812-1 Annex B), and it is
 * written as cards are: in one piece, or in groups with single spaces or hyphens between. What is glued to letters, an IBAN, a phone number with + or 00, and an
 * amount is none.
 */
export function maskCards(text: string): string {
  const spans = cardSpans(text);
  return spans.reduceRight(
    (masked, { from, to, last }) => `${masked.slice(0, from)}•••• •••• •••• ${last}${masked.slice(to)}`,
    text,
  );
}

/**
 * The same in HTML, also where a number runs on over tags of inline text or non-breaking spaces: then its digits are masked in their places. Attributes stay.
 */
export function maskCardsInHtml(html: string): string {
  const { text, place } = readable(html);
  const signs = cardSpans(text).flatMap(({ from, to }) => {
    const digits = [...text.slice(from, to).matchAll(/\d/g)].map(({ index }) => place(from + index));
    return digits.slice(0, -4);
  });
  let masked = '';
  let done = 0;
  for (const at of signs) {
    masked += `${html.slice(done, at)}•`;
    done = at + 1;
  }
  return masked + html.slice(done);
}

interface Span {
  from: number;
  to: number;
  last: string;
}

const space = '[ \\u00a0\\u202f\\u2007\\u2009-\\u200a-]|[\\u2010\\u2011]';
/** Digits with at most one separator between them, as long as they run. */
const run = new RegExp(`\\d(?:(?:${space})?\\d)+`, 'gu');

/** Where the numbers of cards stand. */
function cardSpans(text: string): Span[] {
  if (!/\d/.test(text)) return [];
  return [...text.matchAll(run)].flatMap((found) => {
    const end = found.index + found[0].length;
    const around = { before: text.slice(Math.max(0, found.index - 12), found.index), after: text.slice(end, end + 6) };
    return isNoCard(found[0], around) ? [] : spansIn(found[0], found.index);
  });
}

/** Whether what stands around a run of digits, or its shape, says that it is something else. */
function isNoCard(digits: string, { before, after }: { before: string; after: string }): boolean {
  if (/[+]\s?\(?$/.test(before) || /^00[1-9]/.test(digits)) return true; // a phone number (E.164)
  if (
    /[\p{L}\p{N}_][-_/#]?$|[#@=&?%/]$/u.test(before) &&
    !/(?:^|[^\p{L}])(?:visa|mastercard|maestro|amex|karta|kartou|karty|kartu|card)$/iu.test(before)
  )
    return true; // an order, a reference, an address of the web, an IBAN
  if (/(?:^|[^\p{L}])[A-Z]{2}\s?$/u.test(before) && /^\d{2}(?:\D|\d{9})/.test(digits)) return true; // an IBAN (ISO 13616)
  if (/^[.,]\d/.test(after) || /[\d][.,]$/.test(before)) return true; // an amount
  if (/^\p{L}/u.test(after)) return true;
  return /^\d{1,6}-\d{2,10}$/.test(digits) && /^\/\d{4}(?!\d)/.test(after); // a Czech or Slovak bank account
}

/** How cards are grouped; further ways count where nothing else stands in the run. */
const groupings = [
  '4 4 4 4',
  '4 6 5',
  '4 6 4',
  '4 4 4 1',
  '4 3 3 3',
  '4 4 5',
  '4 4 4 3',
  '4 4 4 4 1',
  '4 4 4 4 2',
  '4 4 4 4 3',
  '4 4 4 6',
  '6 13',
  '8 8',
  '4 12',
].map((lengths) => lengths.split(' ').map(Number));

function spansIn(digits: string, offset: number): Span[] {
  const groups = [...digits.matchAll(/\d+/g)].map((group) => ({ from: group.index, text: group[0] }));
  const whole = spanOf(groups, offset);
  if (whole && (groups.length === 1 || isGrouped(groups) || isLone(groups))) return [whole];
  const spans: Span[] = [];
  for (let at = 0; at < groups.length; ) {
    const found = longestAt(groups, at, offset);
    if (found) spans.push(found.span);
    at += found ? found.groups : 1;
  }
  return spans;
}

type Group = { from: number; text: string };

function longestAt(groups: Group[], at: number, offset: number): { span: Span; groups: number } | null {
  for (let count = Math.min(5, groups.length - at); count >= 1; count--) {
    const some = groups.slice(at, at + count);
    // a piece among other groups is of fours, as printed on cards: lists of phone numbers and parts of IBANs are not
    const span = count === 1 ? null : isGrouped(some) ? spanOf(some, offset) : null;
    if (span) return { span, groups: count };
  }
  const [one] = groups.slice(at, at + 1);
  const alone = one && one.text.length >= 15 ? spanOf([one], offset) : null;
  return alone && { span: alone, groups: 1 };
}

function isGrouped(groups: Group[]): boolean {
  return groupings.some(
    (lengths) => lengths.length === groups.length && lengths.every((length, n) => groups[n]?.text.length === length),
  );
}

/** Written in odd groups, all of it is one number: by fewer than three digits nobody writes phone numbers. */
function isLone(groups: Group[]): boolean {
  return groups.every(({ text }) => text.length >= 4) || groups.every(({ text }) => text.length <= 2);
}

function spanOf(groups: Group[], offset: number): Span | null {
  const number = groups.map(({ text }) => text).join('');
  const [first, last] = [groups[0], groups.at(-1)];
  if (!first || !last || !isCard(number)) return null;
  return { from: offset + first.from, to: offset + last.from + last.text.length, last: number.slice(-4) };
}

/** Beginnings and lengths that networks give out: from, to (as beginnings of equal length), lengths. */
const ranges: [from: number, to: number, lengths: number[]][] = [
  [4, 4, [13, 16, 19]], // Visa
  [51, 55, [16]], // Mastercard
  [2221, 2720, [16]],
  [34, 34, [15]], // American Express
  [37, 37, [15]],
  [6011, 6011, [16, 17, 18, 19]], // Discover
  [644, 649, [16, 17, 18, 19]],
  [65, 65, [16, 17, 18, 19]],
  [300, 305, [14, 16, 17, 18, 19]], // Diners Club
  [3095, 3095, [14, 16, 17, 18, 19]],
  [36, 36, [14, 15, 16, 17, 18, 19]],
  [38, 39, [14, 16, 17, 18, 19]],
  [3528, 3589, [16, 17, 18, 19]], // JCB
  [62, 62, [16, 17, 18, 19]], // UnionPay
  [81, 81, [16]],
  [5018, 5018, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [5020, 5020, [13, 14, 15, 16, 17, 18, 19]],
  [5038, 5038, [13, 14, 15, 16, 17, 18, 19]],
  [5893, 5893, [13, 14, 15, 16, 17, 18, 19]],
  [6304, 6304, [13, 14, 15, 16, 17, 18, 19]],
  [6759, 6759, [13, 14, 15, 16, 17, 18, 19]],
  [6761, 6763, [13, 14, 15, 16, 17, 18, 19]],
  [2200, 2204, [16, 17, 18, 19]], // Mir
];

/** Whether digits are the number of a payment card. A number of goods (GTIN-13) whose own check digit is right is none. */
export function isCard(number: string): boolean {
  const known = ranges.some(([from, to, lengths]) => {
    const beginning = Number(number.slice(0, String(from).length));
    return beginning >= from && beginning <= to && lengths.includes(number.length);
  });
  return known && passesLuhn(number) && !(number.length === 13 && isGoods(number));
}

function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((so, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return so + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The check digit of GTIN-13 (GS1 General Specifications 7.9): weights 1 and 3. */
function isGoods(number: string): boolean {
  return [...number].reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

/** What of HTML reads as text, and the place in it of each of its characters: inline tags vanish, others part words, entities that are spaces read so. */
function readable(html: string): { text: string; place(at: number): number } {
  let text = '';
  let done = 0;
  const pieces: { at: number; from: number }[] = [];
  const add = (piece: string, from: number) => {
    if (piece !== '') pieces.push({ at: text.length, from });
    text += piece;
  };
  for (const found of html.matchAll(
    /<(?:\/?([a-z][a-z0-9]*)\b[^>]*|!--[\s\S]*?--)>|&(?:nbsp|#160|#xa0|#8209|#x2011);/gi,
  )) {
    const [all, tag] = found;
    add(html.slice(done, found.index), done);
    if (all.startsWith('&')) add(' ', found.index);
    else if (!tag || !inline.test(tag)) add('\n', found.index);
    done = found.index + all.length;
  }
  add(html.slice(done), done);
  return {
    text,
    place(at) {
      const piece = pieces[pieces.findLastIndex((one) => one.at <= at)] ?? { at: 0, from: 0 };
      return piece.from + at - piece.at;
    },
  };
}

const inline = /^(?:a|b|i|u|em|strong|span|font|small|big|wbr|code|tt|mark|bdi|bdo)$/i;
