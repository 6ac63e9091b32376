import { keyText } from '../attach-values.ts';
import { compactMap, numberOf } from './compact-map.ts';
import { importKeyText } from './load-known.ts';
import { canonicalJson, type ReadyRow } from './prepare-row.ts';
import { type Holder, type Known, nothing, type RowPlan } from './row-plan.ts';

/** What earlier rows of a file that is looked at will have done, so that later ones meet it as they will in the import. */
export interface EarlierRows {
  /** What is known of a row, with what earlier ones bring. */
  beside(row: ReadyRow, known: Omit<Known, 'isTouched'>): Known;
  /** Whether an earlier row makes the card of this one. */
  isMade(row: ReadyRow): boolean;
  /** The plan of a row whose card an earlier one makes: the same again changes nothing. */
  planAgain(row: ReadyRow): RowPlan;
  /** Remembers what a row will do. */
  note(row: ReadyRow, plan: RowPlan): void;
}

/** A value that is shared from an earlier row on. */
const shared = 0;

/** Remembers in some tens of bytes a row: cards by their numbers, those that are not there yet by their rows, negative. */
export function earlierRows(): EarlierRows {
  const holders = compactMap();
  const made = compactMap();
  const said = compactMap();
  const touched = compactMap();

  const holderOf = (text: string): Holder | null => {
    const id = holders.get(numberOf(text));
    if (id === undefined) return null;
    return id === shared ? { state: 'shared', ownerId: null, cards: [] } : { state: 'owned', ownerId: id, cards: [] };
  };

  return {
    beside(row, known) {
      const own = row.values.flatMap((value) => {
        const text = keyText(value);
        const holder = known.holders.get(text) ?? holderOf(text);
        return holder ? [[text, holder] as const] : [];
      });
      return { ...known, holders: new Map(own), isTouched: (id) => touched.get(id) !== undefined };
    },
    isMade: (row) => row.keys.some((key) => made.get(numberOf(importKeyText(key))) !== undefined),
    planAgain(row) {
      const isSame = said.get(numberOf(contents(row))) !== undefined;
      return isSame ? nothing('skip', 'nothingNew', null) : nothing('update', 'sameImportKey', null);
    },
    note(row, { contactId, write }) {
      if (contactId !== null) touched.set(contactId, 1);
      if (!write) return;
      const id = write.contactId ?? write.mergeInto ?? -row.row;
      if (id < 0) {
        for (const key of row.keys) made.set(numberOf(importKeyText(key)), row.row);
        said.set(numberOf(contents(row)), row.row);
      }
      for (const value of write.values) {
        const text = numberOf(keyText(value));
        if (value.how === 'own') holders.set(text, id);
        else if (value.how === 'share' || value.how === 'several') holders.set(text, shared);
      }
    },
  };
}

function contents({ row: _, ...row }: ReadyRow): string {
  return canonicalJson(row);
}
