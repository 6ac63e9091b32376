import type { Form, FormField, FormInput } from '#contract/form.ts';

export type Language = 'en' | 'cs';
type Texts = Partial<Record<Language, string>>;
export type FieldType = FormField['type'];
export type FormKind = Form['kind'];

export const fieldTypes: readonly FieldType[] = ['text', 'long', 'email', 'phone', 'choice', 'date', 'consent'];
export const kinds: readonly FormKind[] = ['hero', 'entry', 'offline', 'callback'];
export const textNames = ['title', 'intro', 'button', 'notice'] as const;

/** A form as its editor holds it; choices one on each line. */
export interface FormValues {
  kind: FormKind;
  name: string;
  texts: Form['texts'];
  fields: FieldValues[];
  enabled: boolean;
}

export interface FieldValues extends Omit<FormField, 'choices'> {
  choices: string;
}

/** A new form: asks for nothing yet. */
export const newForm: FormValues = {
  kind: 'hero',
  name: '',
  texts: { title: {}, intro: {}, button: {}, notice: {} },
  fields: [],
  enabled: true,
};

/** A form as its editor shows it. */
export function valuesOf({ kind, name, texts, fields, enabled }: Form): FormValues {
  return {
    kind,
    name,
    texts,
    enabled,
    fields: fields.map((field) => ({ ...field, choices: field.choices.join('\n') })),
  };
}

/** What the API is told. */
export function inputOf({ kind, name, texts, fields, enabled }: FormValues): FormInput {
  return {
    kind,
    enabled,
    name: name.trim(),
    texts: {
      title: written(texts.title),
      intro: written(texts.intro),
      button: written(texts.button),
      notice: written(texts.notice),
    },
    fields: fields.map((field) => ({
      ...field,
      label: written(field.label),
      choices: field.type === 'choice' ? choicesIn(field.choices) : [],
    })),
  };
}

/** What a new field of a type is called and fills, as most forms want it. */
export function newField(type: FieldType, fields: FieldValues[]): FieldValues {
  const fills = type === 'email' || type === 'phone' ? type : null;
  const taken = fields.some((one) => one.fills !== null && one.fills === fills);
  return { id: freeId(type, fields), type, label: {}, required: false, choices: '', fills: taken ? null : fills };
}

function freeId(type: FieldType, fields: FieldValues[]): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? type : `${type}-${number}`;
    if (!fields.some((one) => one.id === id)) return id;
  }
}

/** The fields with one of them a place earlier or later; the same where it stands at that end already. */
export function moved(fields: FieldValues[], from: number, by: -1 | 1): FieldValues[] {
  const field = fields[from];
  const to = from + by;
  if (!field || to < 0 || to >= fields.length) return fields;
  return fields.toSpliced(from, 1).toSpliced(to, 0, field);
}

export interface FormWrong {
  name?: 'noName';
  fields?: 'noFields';
  /** By the id of the field. */
  of: Record<string, 'noLabel' | 'noChoices'>;
}

/** What is wrong with a form, as codes. */
export function wrongWith({ name, fields }: FormValues): FormWrong {
  const of: FormWrong['of'] = {};
  for (const { id, label, type, choices } of fields) {
    if (type === 'choice' && choicesIn(choices).length === 0) of[id] = 'noChoices';
    if (!label.en?.trim() && !label.cs?.trim()) of[id] = 'noLabel';
  }
  return {
    ...(!name.trim() && { name: 'noName' }),
    ...(fields.length === 0 && { fields: 'noFields' }),
    of,
  };
}

/** Whether a form may be saved. */
export function isWhole(values: FormValues): boolean {
  const { name, fields, of } = wrongWith(values);
  return !name && !fields && Object.keys(of).length === 0;
}

/** A text in the language asked for, else in the other one. */
export function said(texts: Texts, language: Language): string {
  return texts[language]?.trim() || texts[language === 'en' ? 'cs' : 'en']?.trim() || '';
}

export function choicesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}

function written({ en, cs }: Texts): Texts {
  return { ...(en?.trim() && { en: en.trim() }), ...(cs?.trim() && { cs: cs.trim() }) };
}
