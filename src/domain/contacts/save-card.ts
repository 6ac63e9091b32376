import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { type NewChange, recordChange, type TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { type CardState, cardStates } from './card-state.ts';
import { type SearchedCard, writeSearches } from './refresh-search.ts';
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
  const counted: number[] = [];
  const searched: { card: SearchedCard; isEdit: boolean }[] = [];
  for (const id of changed) {
    const before = cards.find((card) => card.id === id)?.before;
    const after = states.find((state) => state.id === id);
    const isSearched = after && after.state !== 'merged' && isFoundOtherwise(before ?? null, after);
    if (isSearched) searched.push({ card: searchedAs(after), isEdit: before !== null });
    else if (before !== null) counted.push(id);
  }
  const event = { topic: 'contact' as const, contactIds: changed, what: 'change' as const };
  const recorded = { ...change, items: [...items, ...(change.items ?? [])] };
  const [changeId] = await together([
    recordChange(tx, actor, recorded, changed.length > 0 ? event : undefined),
    writeSearches(tx, workspaceId, searched, counted),
  ]);
  return changeId;
}

/** Signposts are not searched, so one that becomes a card again is written anew. */
function isFoundOtherwise(before: CardState | null, after: CardState): boolean {
  if (!before || before.state === 'merged') return true;
  return JSON.stringify(searchedAs(before)) !== JSON.stringify(searchedAs(after));
}

function searchedAs({ id, name, attributes, values }: CardState): SearchedCard {
  const shown = values.map(({ kind, key, display }) => ({ kind, key, display }));
  const order = ({ kind, key }: { kind: string; key: string }) => `${kind} ${key}`;
  shown.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { id, name: name?.value ?? null, company: attributes.company?.value, values: shown };
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
