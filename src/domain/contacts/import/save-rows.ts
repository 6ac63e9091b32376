import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { keyText } from '../attach-values.ts';
import type { CardState } from '../card-state.ts';
import { touchedValues } from '../touched-values.ts';
import type { ReadyRow } from './prepare-row.ts';
import type { CardWrite, Known } from './row-plan.ts';
import { saveChanges } from './save-changes.ts';
import { type SavedCard, type Saving, savedCard } from './saved-card.ts';
import { cardNumbers, insertCards, updateCards, writeSearch } from './write-cards.ts';
import { writeKeys, writeValues } from './write-values.ts';

/** A row with what is to be written of it. */
export interface RowToSave {
  row: ReadyRow;
  write: CardWrite;
  known: Omit<Known, 'isTouched'>;
}

/**
 * Saves rows that do not touch the same cards, values or keys, all of them in a dozen statements: one change for each row (R-BEY-1), all of the import's batch.
 * The cards that exist are locked by the caller.
 * @returns the card of each row, in their order.
 * @throws Raced when somebody else took a value or key meanwhile: roll back, look again, and save again.
 */
export async function saveRows(tx: Tx, actor: Actor, rows: RowToSave[], saving: Saving): Promise<number[]> {
  const { workspaceId } = actor;
  const numbers = await cardNumbers(tx, rows.filter(({ write }) => write.contactId === null).length);
  const saved = rows.map(({ write, known }) =>
    write.contactId === null
      ? savedCard(write, null, numbers.shift() ?? 0, saving)
      : savedCard(write, known.cardOf(write.contactId), write.contactId, saving),
  );
  const made = saved.filter(({ before }) => before === null);
  const updated = saved.filter(({ before }) => before !== null);
  await insertCards(tx, workspaceId, made, saving.now);
  await updateCards(tx, workspaceId, updated, saving.now);
  await writeValues(tx, workspaceId, saved, saving.now);
  await writeKeys(tx, workspaceId, saved);
  await writeSearch(tx, workspaceId, [...made, ...updated.filter(isFoundOtherwise)]);
  const lent = rows.map(({ write, known }) => lenders(write, known));
  await updateCards(tx, workspaceId, lent.flat(), saving.now);
  const changes = saved.map(({ items }, place) => ({
    row: rows[place]?.row.row ?? 0,
    items: [...items, ...(lent[place] ?? []).flatMap((lender) => lender.items)],
  }));
  await saveChanges(tx, actor, changes, saving);
  const touched = [...saved, ...lent.flat()].filter(({ items }) => items.length > 0).map(({ after }) => after.id);
  if (touched.length > 0)
    await announce(tx, workspaceId, { topic: 'contact', contactIds: [...new Set(touched)], what: 'change' });
  return saved.map(({ after }) => after.id);
}

/** The cards whose own values a row makes shared: they keep them, and are identified by them no more. */
function lenders({ values }: CardWrite, known: RowToSave['known']): SavedCard[] {
  const shared = new Set(values.filter(({ how }) => how === 'share').map(keyText));
  const owners = new Set([...shared].flatMap((key) => known.holders.get(key)?.ownerId ?? []));
  return [...owners].flatMap((id) => {
    const before = known.cardOf(id);
    if (!before) return [];
    const lent = new Set(before.values.filter((value) => shared.has(keyText(value))).map((value) => value.id));
    const after: CardState = {
      ...before,
      version: before.version + 1,
      states: Object.fromEntries(
        Object.entries(before.states).map(([value, state]) => [value, lent.has(value) ? 'shared' : state]),
      ),
      owns: before.owns.filter((value) => !lent.has(value)),
    };
    return [{ before, after, write: noWrite(id), added: [], items: touchedValues(before, after) }];
  });
}

function noWrite(contactId: number): CardWrite {
  return { contactId, attributes: {}, tags: [], values: [], keys: [], alike: [], mergeInto: null };
}

function isFoundOtherwise({ before, after, added }: SavedCard): boolean {
  return (
    added.length > 0 ||
    before?.name?.value !== after.name?.value ||
    before?.attributes.company?.value !== after.attributes.company?.value
  );
}
