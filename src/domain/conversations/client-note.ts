import type { IdentifierKind } from '#contract/identifiers.ts';
import { type CanonicalValue, canonicalValue } from '../identity/canonical.ts';

/** What an operator noted of an unknown client, as kept in the conversation's `details` (R-TAB-1). A field is absent until it is written, null once it is emptied. */
export interface ClientNote {
  name?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  /** Fields added beside those three. */
  identifiers?: { kind: IdentifierKind; account: string; value: string }[] | undefined;
}

/** The noted values in their canonical forms: e-mail, phone, then the added fields. */
export function notedValues(note: ClientNote | null, country: string | null): CanonicalValue[] {
  const fields = (['email', 'phone'] as const).map((kind) => ({ kind, account: undefined, value: note?.[kind] }));
  return [...fields, ...(note?.identifiers ?? [])].flatMap(({ kind, account, value }) =>
    value ? [canonicalValue({ kind, value, account }, country)] : [],
  );
}
