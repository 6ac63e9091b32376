import type { en } from './en.ts';

/**
 * What a translation must hold: the keys of the English one. Where English counts in two forms (`…_one`, `…_other`), others
 * count in the forms that their language has; Czech has `…_few` as well.
 */
export type Messages = Translated<typeof en>;

type Translated<Group> = {
  [Key in keyof Group as Key extends `${infer Stem}_other`
    ? `${Stem}_one` | `${Stem}_few` | `${Stem}_other`
    : Key]: Group[Key] extends string ? string : Translated<Group[Key]>;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen';
    resources: { screen: typeof en };
    strictKeyChecks: true;
  }
}
