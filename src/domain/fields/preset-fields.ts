import { defaultAttributes } from '#contract/contact.ts';
import type { Field } from '#contract/field.ts';
import { identifierKinds } from '#contract/identifiers.ts';

/** The parameters that every conversation has (R-TAB-4), as the list of fields shows them. They are not stored and cannot be changed. */
export const presetFields: Omit<Field, 'place'>[] = [
  preset('guest_email', 'Guest e-mail', 'E-mail hosta', true),
  preset('guest_phone', 'Guest phone', 'Telefon hosta', true),
  preset('browser_id', 'Browser id', 'Id prohlížeče', true),
  preset('guest_name', 'Guest name', 'Jméno hosta'),
  preset('entry_page', 'Entry page', 'Vstupní stránka'),
  preset('browser_and_system', 'Browser and system', 'Prohlížeč a systém'),
  preset('language', 'Language', 'Jazyk'),
  preset('queue', 'Queue', 'Fronta'),
  preset('channel', 'Channel', 'Kanál'),
  preset('widget', 'Widget', 'Widget'),
];

/** Names that mean something already: in the preset parameters, the attributes of every card, the kinds, and the columns of files. */
export const takenNames: ReadonlySet<string> = new Set([
  ...presetFields.map(({ name }) => name),
  ...defaultAttributes,
  ...Object.keys(identifierKinds),
  'id',
  'name',
  'tags',
  'external_id',
]);

function preset(name: string, en: string, cs: string, identifies = false): Omit<Field, 'place'> {
  return {
    id: `preset:${name}`,
    name,
    of: 'conversation',
    label: { en, cs },
    type: 'text',
    choices: [],
    shape: null,
    identifies,
    several: false,
    filledBy: [],
    linkTemplate: null,
    cards: null,
    onSeveral: 0,
    preset: true,
  };
}
