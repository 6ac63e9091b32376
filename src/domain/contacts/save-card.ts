import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { type NewChange, recordChange, type TouchedValue } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { type CardState, cardStates } from './card-state.ts';
import { refreshSearch } from './refresh-search.ts';
import { touchedValues } from './touched-values.ts';

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
  const { workspaceId } = actor;
  const states = await cardStates(
    tx,
    workspaceId,
    cards.map(({ id }) => id),
  );
  const items = cards.flatMap(({ id, before }) => {
    const after = states.find((state) => state.id === id);
    return after ? touchedValues(before, after) : [];
  });
  items.push(...onSurvivors(items));
  const changed = [...new Set(items.flatMap(({ contactId }) => contactId ?? []))];
  const isNew = new Set(cards.filter(({ before }) => before === null).map(({ id }) => id));
  await countUp(
    tx,
    workspaceId,
    changed.filter((id) => !isNew.has(id)),
  );
  const signposts = new Set(states.filter(({ state }) => state === 'merged').map(({ id }) => id));
  for (const id of changed) if (!signposts.has(id)) await refreshSearch(tx, workspaceId, id);
  const changeId = await recordChange(tx, actor, { ...change, items: [...items, ...(change.items ?? [])] });
  if (changed.length > 0) await announce(tx, workspaceId, { topic: 'contact', contactIds: changed, what: 'change' });
  return changeId;
}

/** A merge stands in the history of the card that it went into as well, also when nothing of that card changed. */
function onSurvivors(items: TouchedValue[]): TouchedValue[] {
  return items.flatMap(({ target, contactId, before, after }) => {
    if (target !== 'merged') return [];
    const survivorOf = (side: unknown) => (side as { contactId: number }).contactId;
    const from = { from: contactId };
    return [
      ...(before ? [{ contactId: survivorOf(before), target, before: from, after: null }] : []),
      ...(after ? [{ contactId: survivorOf(after), target, before: null, after: from }] : []),
    ];
  });
}

async function countUp(tx: Tx, workspaceId: string, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update contact set version = version + 1, updated_at = ${new Date()}
    where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])`.execute(tx);
}
