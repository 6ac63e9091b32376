import type { IdentifierKind } from '#contract/identifiers.ts';

/** One row of a file of contacts as its translator read it: texts as given, nothing checked. */
export interface RowToImport {
  /** The line where it begins, or the number of the vCard. */
  row: number;
  /** Its keys in other systems; a source of null is that of the file. The first one is the row's own. */
  keys: { source: string | null; key: string }[];
  name: string | null;
  identifiers: GivenIdentifier[];
  attributes: Record<string, string>;
  tags: string[];
  /** What Vizitka has no field for, as contact.extra keeps it. */
  extra: Record<string, unknown>;
  /** Texts that lost in a merge and wait beside the one that stands (R-BEY-2). Absent where there are none. */
  conflicts?: GivenConflict[];
}

/** `field`: name, or attribute:<name>. What cannot wait on a card goes to contact.extra as it came. */
export interface GivenConflict {
  field: string;
  value: string;
}

/** A text that may identify. */
export interface GivenIdentifier {
  kind: IdentifierKind;
  value: string;
  account?: string;
  /** The form as people read it, where `value` is the canonical one. */
  display?: string;
  label?: string | null;
  main?: boolean;
  /** Stands on several cards, as the file says. */
  shared?: boolean;
  /** Where its text goes when it can identify nobody: a name in contact.extra; what stands there already becomes a list. */
  orElse: { name: string; value: unknown };
  /** Whether such a text spoils the row (a column of e-mails), or is only put aside (a vCard). */
  strict: boolean;
}

/** A row that a translator read, or why it could not. `bytes`: how much of the file is done by then. */
export type RowRead = { row: number; bytes: number } & ({ contact: RowToImport } | { refused: string });

/** What one row may hold; more is refused, by row. Texts in characters. */
export const rowLimits = {
  key: 500,
  name: 500,
  value: 2_000,
  attribute: 2_000,
  tag: 100,
  tags: 100,
  identifiers: 200,
  /** All that is kept as it is, written as JSON: a photo of a vCard fits. */
  extra: 2_000_000,
} as const;
