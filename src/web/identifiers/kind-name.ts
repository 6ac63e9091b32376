import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type BuiltInKind, identifierKinds } from '#contract/identifiers.ts';

/** Names kinds of identifier in the reader's language; `custom:Customer no.` is called as the parameter is. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return kindNames(t);
}

/** The same for a language given by its `t`. */
export function kindNames(t: TFunction): (kind: string) => string {
  return (kind) => (isBuiltIn(kind) ? t(`kind.${kind}`) : kind.replace(/^custom:/u, '').replaceAll('_', ' '));
}

/** Whether a kind is one of the built-in list, and not a custom parameter. */
export function isBuiltIn(kind: string): kind is BuiltInKind {
  return Object.hasOwn(identifierKinds, kind);
}

/** Whether values of this kind are read digit by digit, and so get tabular figures. */
export function isNumeric(kind: string): boolean {
  return kind !== 'email' && kind !== 'google';
}
