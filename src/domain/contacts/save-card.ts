import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type NewChange, recordChange, type TouchedValue } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { type CardState, cardState, touchedValues } from './card-state.ts';
import { refreshSearch } from './refresh-search.ts';

/**
 * Ends a change of cards: compares each with what it was, writes one change with an item for every touched value, counts the
 * versions up, makes the cards findable by what they hold now, and tells the screens.
 * @param cards the states before, as locked; null where the card is new.
 * @param change the verb, and items beside those of the cards (the links of conversations).
 * @returns the change's id, or null when nothing changed: then no version moved either.
 */
export async function saveCards(
  tx: Tx,
  actor: Actor,
  cards: { id: number; before: CardState | null }[],
  change: Omit<NewChange, 'items'> & { items?: TouchedValue[] },
): Promise<string | null> {
  const items: TouchedValue[] = [];
  const changed: number[] = [];
  for (const { id, before } of cards) {
    const touched = touchedValues(before, await cardState(tx, actor.workspaceId, id));
    items.push(...touched);
    if (touched.length === 0) continue;
    changed.push(id);
    if (before) await countUp(tx, actor.workspaceId, id);
    await refreshSearch(tx, actor.workspaceId, id);
  }
  const changeId = await recordChange(tx, actor, { ...change, items: [...items, ...(change.items ?? [])] });
  if (changed.length > 0) {
    await announce(tx, actor.workspaceId, { topic: 'contact', contactIds: changed, what: 'change' });
  }
  return changeId;
}

async function countUp(tx: Tx, workspaceId: string, id: number): Promise<void> {
  await sql`update contact set version = version + 1, updated_at = ${new Date()}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
}
