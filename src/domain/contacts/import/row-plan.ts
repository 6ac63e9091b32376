import type { ContactImportSettings, ImportRow, MatchRule } from '#contract/contact-import.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { CardState } from '../card-state.ts';
import type { ImportKey, ReadyValue } from './prepare-row.ts';

/** What is known of a row's values and keys before it is planned. */
export interface Known {
  /** The card that one of its keys leads to. */
  card: CardState | null;
  /** Where that card was merged into another, as which `card` stands for it: what it was when it was merged. */
  merged: CardState | null;
  /** The number of a card in the bin that one of its keys leads to. */
  inBin: number | null;
  /** Those of its keys that lead to a card already, as `source\u0000key`. */
  keys: ReadonlySet<string>;
  /** Whether an earlier row of the same file led to a card: this one adds to it and replaces nothing. */
  isTouched(id: number): boolean;
  /** Who has its values, by keyText; what nobody has is not among them. */
  holders: ReadonlyMap<string, Holder>;
  /** A card by its number, where a row may update it; null for none. */
  cardOf(id: number): CardState | null;
}

/** Who has a value. A negative id is the row of this file that will make the card (in a preview, where nothing is written). */
export interface Holder {
  state: 'owned' | 'shared' | 'contested';
  /** The card it identifies, where there is one. */
  ownerId: number | null;
  /** The cards it stands on, where it identifies none. */
  cards: number[];
}

/**
 * How a value comes to stand on a card. `own`: nobody has it. `several`: its field lets it stand on several cards. `share`: marked as shared from now on.
 * `stand`: it stands here as well, and identifies nobody by this.
 */
export interface PlannedValue extends ReadyValue {
  how: 'own' | 'several' | 'share' | 'stand';
  /** Its state on the card afterwards. */
  as: 'owned' | 'shared' | 'contested';
}

/** What is written for a row. Empty lists and absent fields change nothing. */
export interface CardWrite {
  /** The card that is updated; null for a new one. */
  contactId: number | null;
  name?: AttributeValue;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  /** All of the card's extra, as it will be. */
  extra?: Record<string, unknown>;
  values: PlannedValue[];
  /** By field, what waits to be settled from now on. */
  waiting?: Record<string, AttributeValue[]>;
  keys: ImportKey[];
  /** Cards that may be the same client. */
  alike: number[];
  /** The card that the new one is merged into at once. */
  mergeInto: number | null;
}

/** What one row will do: the same for the preview and the import. `write` is null where nothing is. */
export interface RowPlan extends Omit<ImportRow, 'row' | 'name' | 'email' | 'phone'> {
  write: CardWrite | null;
}

/** The rules of an import, and the time that its values carry. */
export interface RowRules {
  match: MatchRule;
  /** What was decided of this row alone. */
  decided?: NonNullable<ContactImportSettings['rows']>[string] | undefined;
  at: Date;
  /** Kinds whose values may stand on several cards. */
  several: ReadonlySet<string>;
}

/** A row that writes nothing. */
export function nothing(action: RowPlan['action'], reason: RowPlan['reason'], contactId: number | null): RowPlan {
  return { action, reason, contactId, problem: null, taken: [], changes: [], write: null };
}
