import { expect, it } from 'vitest';
import {
  type FieldValues,
  inputOf,
  isWhole,
  moved,
  newField,
  newForm,
  said,
  valuesOf,
  wrongWith,
} from './form-values.ts';

it('gives every new field an id of its own, and fills e-mail and phone once each (R-TAB-8)', () => {
  const fields: FieldValues[] = [];
  for (const type of ['email', 'email', 'phone', 'email'] as const) fields.push(newField(type, fields));
  expect(fields.map(({ id, fills }) => [id, fills])).toEqual([
    ['email', 'email'],
    ['email-2', null],
    ['phone', 'phone'],
    ['email-3', null],
  ]);
});

it('moves a field by one place, and leaves the ends where they are', () => {
  const [a, b, c] = ['text', 'date', 'consent'].map((type) => newField(type as 'text', [])) as FieldValues[];
  const all = [a, b, c] as FieldValues[];
  expect(moved(all, 0, 1)).toEqual([b, a, c]);
  expect(moved(all, 2, -1)).toEqual([a, c, b]);
  expect([moved(all, 0, -1), moved(all, 2, 1)]).toEqual([all, all]);
});

it('asks for a name, a field, a label in one language, and choices', () => {
  expect(wrongWith(newForm)).toEqual({ name: 'noName', fields: 'noFields', of: {} });
  const choice = { ...newField('choice', []), label: { cs: 'Téma' } };
  expect(wrongWith({ ...newForm, name: 'Card', fields: [choice, newField('text', [])] }).of).toEqual({
    choice: 'noChoices',
    text: 'noLabel',
  });
  expect(isWhole({ ...newForm, name: 'Card', fields: [{ ...choice, choices: 'Moving\n' }] })).toBe(true);
});

it('tells the server what was written, and shows a form again as it was', () => {
  const values = {
    ...newForm,
    name: ' Card ',
    texts: { ...newForm.texts, title: { en: ' Your details ', cs: ' ' } },
    fields: [{ ...newField('choice', []), label: { en: 'Topic' }, choices: 'A\n\nB\nA' }],
  };
  const input = inputOf(values);
  expect(input).toMatchObject({
    name: 'Card',
    texts: { title: { en: 'Your details' } },
    fields: [{ choices: ['A', 'B'] }],
  });
  expect(inputOf(valuesOf({ ...input, id: 'x', version: 1 }))).toEqual(input);
  expect([said({ en: 'Yes' }, 'cs'), said({ en: 'Yes', cs: 'Ano' }, 'cs'), said({}, 'en')]).toEqual(['Yes', 'Ano', '']);
});
