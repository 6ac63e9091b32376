import type { Template, TemplateInput } from '#contract/reply.ts';

/** A template as its form holds it. */
export interface TemplateValues {
  folder: string;
  name: string;
  shortcut: string;
  en: string;
  cs: string;
}

export const newTemplate: TemplateValues = { folder: '', name: '', shortcut: '', en: '', cs: '' };

/** A template as the form shows it. */
export function valuesOf({ folder, name, shortcut, texts }: Template): TemplateValues {
  return { folder, name, shortcut: shortcut ?? '', en: texts.en ?? '', cs: texts.cs ?? '' };
}

/** What the API is told. */
export function inputOf({ folder, name, shortcut, en, cs }: TemplateValues): TemplateInput {
  return {
    folder: folder.trim(),
    name: name.trim(),
    shortcut: shortcut.trim() || null,
    texts: { ...(en.trim() && { en: en.trim() }), ...(cs.trim() && { cs: cs.trim() }) },
  };
}

/** What is wrong with a form, by its fields, as codes; empty when it may be saved. */
export function wrongWith({ name, shortcut, en, cs }: TemplateValues): TemplateWrong {
  return {
    ...(!name.trim() && { name: 'noName' }),
    ...(!/^[\p{L}\p{N}-]{0,30}$/u.test(shortcut.trim()) && { shortcut: 'badShortcut' }),
    ...(!en.trim() && !cs.trim() && { text: 'noText' }),
  };
}

export interface TemplateWrong {
  name?: 'noName';
  shortcut?: 'badShortcut';
  text?: 'noText';
}
