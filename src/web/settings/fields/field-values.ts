import type { Field, FieldEdit, FieldInput, fieldFillers, fieldTypes } from '#contract/field.ts';

export type FieldType = (typeof fieldTypes)[number];
export type Filler = (typeof fieldFillers)[number];

/** A field as its form holds it: everything a text, a choice or a tick. */
export interface FieldValues {
  name: string;
  of: Field['of'];
  labelEn: string;
  labelCs: string;
  type: FieldType;
  /** One choice on each line. */
  choices: string;
  shape: string;
  identifies: boolean;
  several: boolean;
  filledBy: Filler[];
  linkTemplate: string;
}

/** A new field as it is delivered: a text that every source may fill and that identifies nobody. */
export function newField(of: Field['of'], fillers: readonly Filler[]): FieldValues {
  return {
    name: '',
    of,
    labelEn: '',
    labelCs: '',
    type: 'text',
    choices: '',
    shape: '',
    identifies: false,
    several: false,
    filledBy: [...fillers],
    linkTemplate: '',
  };
}

/** A field as the form shows it. */
export function valuesOf({ label, choices, shape, linkTemplate, ...field }: Field): FieldValues {
  const { name, of, type, identifies, several, filledBy } = field;
  return {
    name,
    of,
    labelEn: label.en,
    labelCs: label.cs ?? '',
    type,
    choices: choices.join('\n'),
    shape: shape ?? '',
    identifies,
    several,
    filledBy,
    linkTemplate: linkTemplate ?? '',
  };
}

/** What the API is told of a new field. */
export function inputOf(values: FieldValues): FieldInput {
  const { name, of, identifies, several, filledBy, type } = values;
  return { name: name.trim(), of, type, identifies, several, filledBy, ...described(values) };
}

/** What the API is told of a changed one: only what was changed. */
export function editOf(values: FieldValues, changes: Partial<FieldValues>): FieldEdit {
  const { label, choices, shape, linkTemplate } = described(values);
  const { type, identifies, several, filledBy } = changes;
  const touched = (...keys: (keyof FieldValues)[]) => keys.some((key) => key in changes);
  return {
    type,
    identifies,
    several,
    filledBy,
    ...(touched('labelEn', 'labelCs') && { label }),
    ...(touched('choices', 'type') && { choices }),
    ...(touched('shape', 'type') && { shape }),
    ...(touched('linkTemplate') && { linkTemplate }),
  };
}

function described({ labelEn, labelCs, type, choices, shape, linkTemplate }: FieldValues) {
  return {
    label: { en: labelEn.trim(), ...(labelCs.trim() && { cs: labelCs.trim() }) },
    choices: type === 'choice' ? choicesIn(choices) : [],
    shape: type === 'text' ? shape.trim() || null : null,
    linkTemplate: linkTemplate.trim() || null,
  };
}

function choicesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}

/** What is wrong with a form, by its fields, as codes; empty when it may be saved. */
export function wrongWith(
  values: FieldValues,
): Partial<Record<keyof FieldValues, 'badName' | 'noLabel' | 'noChoices' | 'badLink'>> {
  const link = values.linkTemplate.trim();
  return {
    ...(!/^[a-z][a-z0-9_]{0,63}$/u.test(values.name.trim()) && { name: 'badName' as const }),
    ...(!values.labelEn.trim() && { labelEn: 'noLabel' as const }),
    ...(values.type === 'choice' && choicesIn(values.choices).length === 0 && { choices: 'noChoices' as const }),
    ...(link && !(/^https?:\/\/\S+$/u.test(link) && link.includes('{value}')) && { linkTemplate: 'badLink' as const }),
  };
}
