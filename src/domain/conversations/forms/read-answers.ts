import { Refusal } from '#contract/errors.ts';
import type { FormField, SentForm } from '#contract/form.ts';
import type { FieldProblem } from '#contract/widget.ts';
import { emailShape } from '../../contacts/typed-values.ts';
import { readFieldValue } from '../../fields/read-field-value.ts';
import { canonicalEmail, canonicalPhone } from '../../identity/canonical.ts';

export type Answers = NonNullable<SentForm['answers']>;

/** One answer and where it goes. */
export interface Filling {
  field: FormField;
  target: string;
  value: string;
}

/**
 * Reads answers against the fields of their form: what it does not ask is left out, empty ones are none.
 * @param country where national phone numbers are read (ISO 3166-1).
 * @throws INVALID with a `FieldProblem` per field.
 */
export function readAnswers(fields: FormField[], given: Answers, country: string | null): Answers {
  const answers: Answers = {};
  const problems: Record<string, FieldProblem> = {};
  for (const field of fields) {
    const value = plain(given[field.id]);
    const problem = isNone(value) ? (field.required ? 'missing' : null) : problemOf(field, value, country);
    if (problem) problems[field.id] = problem;
    else if (!isNone(value)) answers[field.id] = value;
  }
  if (Object.keys(problems).length > 0)
    throw new Refusal('INVALID', 'Please check what was filled in.', { fields: problems });
  return answers;
}

/** The answers that go somewhere, in the order of the form. */
export function fillingsOf(fields: FormField[], answers: Answers): Filling[] {
  return fields.flatMap((field) => {
    const value = answers[field.id];
    return field.fills === null || value === undefined ? [] : [{ field, target: field.fills, value: String(value) }];
  });
}

/** The answers as a text, for the thread, the lists and the search. */
export function answersText(fields: FormField[], answers: Answers, language: 'en' | 'cs'): string {
  const lines = fields.flatMap(({ id, label }) => {
    const value = answers[id];
    if (value === undefined) return [];
    const name = label[language] ?? label.en ?? label.cs ?? id;
    return [value === true ? `${name}: ✓` : `${name}: ${value}`];
  });
  return lines.join('\n');
}

function plain(value: string | boolean | undefined): string | boolean | undefined {
  return typeof value === 'string' ? value.normalize('NFC').replaceAll('\u0000', '').toWellFormed().trim() : value;
}

/** A consent that was not given is none. */
function isNone(value: string | boolean | undefined): value is undefined | '' | false {
  return value === undefined || value === '' || value === false;
}

function problemOf({ type, choices }: FormField, value: string | true, country: string | null): FieldProblem | null {
  if (type === 'consent') return value === true ? null : 'missing';
  if (value === true) return 'missing';
  if (value.length > (type === 'long' ? mostLong : mostShort)) return 'tooLong';
  if (type === 'email') return emailShape.test(canonicalEmail(value)) ? null : 'email';
  if (type === 'phone') return canonicalPhone(value, country).startsWith('+') ? null : 'phone';
  if (type === 'choice') return choices.includes(value) ? null : 'choice';
  if (type === 'date') return 'value' in readFieldValue(dateField, value) ? null : 'date';
  return null;
}

const mostShort = 500;
const mostLong = 5_000;
const dateField = { type: 'date' as const, shape: null, choices: [] };
