import type { fieldTypes } from '#contract/field.ts';
import { fold } from '#contract/fold.ts';

/** What of a field says how its values look. */
export interface FieldShape {
  type: (typeof fieldTypes)[number];
  shape: string | null;
  choices: string[];
}

type ReadValue = { value: string } | { problem: string };

/**
 * Reads a value of a field (R-ID-6) and gives it its canonical form. Text: composed (NFC), trimmed, of the field's shape. Number: plain
 * decimal, `007.50` is `7.5`. Date: `2026-05-04`. Yes/no: `true` or `false`. Choice: one of the list, as the list spells it.
 * @returns the canonical text, or in `problem` a sentence that says what is wrong with it.
 */
export function readFieldValue(field: FieldShape, given: string | number | boolean): ReadValue {
  const text = String(given).normalize('NFC').replace(invisible, '').trim();
  if (text === '') return { problem: 'An empty value is none. Leave the field out.' };
  if (text.length > mostCharacters) return { problem: `A value has at most ${mostCharacters} characters.` };
  return readers[field.type](text, field);
}

/** Controls and direction marks: never part of a value, only of tricks. */
const invisible = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const mostCharacters = 2_000;

const readers: Record<FieldShape['type'], (text: string, field: FieldShape) => ReadValue> = {
  text: (text, { shape }) =>
    !shape || hasShape(text, shape)
      ? { value: text }
      : { problem: `“${text}” does not look like ${shape} (9 a digit, A a letter, X either).` },
  number: readNumber,
  date: readDate,
  yesNo: (text) => {
    const word = fold(text);
    if (yes.has(word)) return { value: 'true' };
    return no.has(word) ? { value: 'false' } : { problem: `“${text}” is neither yes nor no. Write true or false.` };
  },
  choice: (text, { choices }) => {
    const alike = choices.filter((choice) => fold(choice) === fold(text));
    const choice = choices.find((one) => one === text) ?? (alike.length === 1 ? alike[0] : undefined);
    if (choice !== undefined) return { value: choice };
    return { problem: `“${text}” is not one of the choices: ${choices.slice(0, 20).join(', ')}.` };
  },
};

const yes = new Set(['true', 'yes', 'ano', '1']);
const no = new Set(['false', 'no', 'ne', '0']);

function readNumber(text: string): ReadValue {
  const [, sign, whole, fraction = ''] = /^([-+]?)(\d{1,100})(?:\.(\d{1,100}))?$/.exec(text) ?? [];
  if (whole === undefined) return { problem: `“${text}” is no number. Write it plainly, as in 1234.5.` };
  const digits = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  const size = rest ? `${digits}.${rest}` : digits;
  return { value: sign === '-' && size !== '0' ? `-${size}` : size };
}

/** A day of the calendar as ISO 8601 writes it; what the calendar does not have is no date. */
function readDate(text: string): ReadValue {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return { value: text };
  return { problem: `“${text}” is no date. Write the year, the month and the day, as in 1984-05-31.` };
}

/**
 * Whether a text has a shape in simple signs: 9 a digit, A a letter, X either, ? the sign before may be missing. All ways through the shape are
 * walked together, so that no shape takes more than its length times that of the text.
 */
export function hasShape(text: string, shape: string): boolean {
  const signs = [...shape.normalize('NFC').matchAll(/([\s\S])(\??)/gu)].map(([, sign = '', missing]) => ({
    sign,
    mayMiss: missing === '?',
  }));
  const from = (places: Iterable<number>) => {
    const reached = new Set<number>();
    for (let place of places) {
      reached.add(place);
      while (signs[place]?.mayMiss) reached.add(++place);
    }
    return reached;
  };
  let places = from([0]);
  for (const character of text) {
    places = from([...places].flatMap((place) => (fits(character, signs[place]?.sign) ? [place + 1] : [])));
    if (places.size === 0) return false;
  }
  return places.has(signs.length);
}

function fits(character: string, sign: string | undefined): boolean {
  if (sign === '9') return /^[0-9]$/.test(character);
  if (sign === 'A') return /^\p{L}$/u.test(character);
  if (sign === 'X') return /^[0-9\p{L}]$/u.test(character);
  return sign === character;
}
