import type { en } from './en.ts';
import type { enBegin } from './en-begin.ts';
import type { enBoard } from './en-board.ts';
import type { enContactImport } from './en-contact-import.ts';
import type { enDeskSettings } from './en-desk-settings.ts';
import type { enKeeping } from './en-keeping.ts';
import type { enKeys } from './en-keys.ts';
import type { enOperators } from './en-operators.ts';
import type { enOwn } from './en-own.ts';
import type { enRetention } from './en-retention.ts';
import type { enRouting } from './en-routing.ts';
import type { enSettings } from './en-settings.ts';
import type { enVisitors } from './en-visitors.ts';
import type { enWorkspace } from './en-workspace.ts';
import type { enWrapUp } from './en-wrap-up.ts';

/** All English words: those of the first visit, and those that come with their room. */
type English = typeof en &
  typeof enBegin &
  typeof enWrapUp &
  typeof enContactImport &
  typeof enDeskSettings &
  typeof enRetention &
  typeof enRouting &
  typeof enBoard &
  typeof enWorkspace &
  typeof enSettings &
  typeof enKeeping &
  typeof enKeys &
  typeof enOperators &
  typeof enOwn &
  typeof enVisitors;

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
