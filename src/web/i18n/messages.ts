import type { en } from './en.ts';
import type { enContactImport } from './en-contact-import.ts';
import type { enDeskSettings } from './en-desk-settings.ts';
import type { enSettings } from './en-settings.ts';

/** All English words: those of the first visit, and those that come with their room. */
type English = typeof en & typeof enContactImport & typeof enDeskSettings & typeof enSettings;

/**
 * What a translation must hold: the keys of the English one. Where English counts in two forms (`…_one`, `…_other`), others
 * count in the forms that their language has; Czech has `…_few` as well.
 */
export type Messages = Translated<English>;

type Translated<Group> = {
  [Key in keyof Group as Key extends `${infer Stem}_other`
    ? `${Stem}_one` | `${Stem}_few` | `${Stem}_other`
    : Key]: Group[Key] extends string ? string : Translated<Group[Key]>;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen';
    resources: { screen: English };
    strictKeyChecks: true;
  }
}
