import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type BuiltInKind, identifierKinds } from '#contract/identifiers.ts';
import { useLabelOfName } from './use-field-label.ts';

/** Names kinds of identifier in the reader's language; `custom:customer_no` by the label that an administrator gave the parameter. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return kindNames(t, useLabelOfName());
}

/** The same for a language given by its `t`, with the labels of the workspace's own parameters; one without a label is called as it is. */
export function kindNames(t: TFunction, labelOf: (name: string) => string | undefined): (kind: string) => string {
  return (kind) => {
    if (isBuiltIn(kind)) return t(`kind.${kind}`);
    const name = kind.replace(/^custom:/u, '');
    return labelOf(name) ?? name.replaceAll('_', ' ');
  };
}

/** Whether a kind is one of the built-in list, and not a custom parameter. */
export function isBuiltIn(kind: string): kind is BuiltInKind {
  return Object.hasOwn(identifierKinds, kind);
}

/** Whether values of this kind are read digit by digit, and so get tabular figures. */
export function isNumeric(kind: string): boolean {
  return kind !== 'email' && kind !== 'google';
}
