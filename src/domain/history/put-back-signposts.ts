import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { moveValues } from '../contacts/apply-merge.ts';
import { type CardState, cardStates } from '../contacts/card-state.ts';
import { planMerge } from '../contacts/plan-merge.ts';
import { pointTo, takeApart } from '../contacts/signposts.ts';
import { theirsAlone } from '../contacts/what-stands-between.ts';
import { recountActivities } from '../conversations/recount-activity.ts';
import { type NotRestored, type PastChange, pointerIn } from './past-change.ts';
import { survivors, type TouchedCards } from './touched-cards.ts';

/**
 * Of a merge, makes cards of the signposts again. Their values come back with the other values. Where a merge is redone, only looks whether it can be:
 * both cards have to be cards of their own. A merge is put back whole or not at all.
 * @returns the cards as they stand for each other from here on.
 */
export async function takeDownSignposts(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<TouchedCards> {
  const touched = pointers(change, cards).filter(({ card, before }) => card.mergedInto !== before);
  const isAsLeft = ({ card, before, after }: (typeof touched)[number]) =>
    card.mergedInto === after && (before === null || (card.state === 'active' && canTake(cards, card.id, before)));
  const changed = touched.filter((pointer) => !isAsLeft(pointer));
  for (const { card } of changed) notRestored.push({ target: 'merged', contactId: card.id, reason: 'changedLater' });
  if (changed.length > 0) return { ...cards, left: new Set(cards.states.keys()) };
  const apart = touched.flatMap(({ card, before }) => (before === null ? card.id : []));
  if (apart.length === 0) return { ...cards, isMerging: touched.length > 0, willStandFor: asMerged(cards, touched) };
  const counted = new Set(apart.flatMap((one) => [one, cards.stoodFor.get(one) ?? one]));
  const [moved] = await together([
    takeApart(tx, workspaceId, apart),
    recountActivities(tx, workspaceId, [...counted], { isAlone: true }), // of the cards that stand for these by then
  ]);
  const standsFor = new Map([...cards.stoodFor, ...survivors(moved)]);
  return {
    ...cards,
    standsFor,
    willStandFor: standsFor,
    apart: new Set(apart),
    active: new Set([...cards.active, ...apart]),
  };
}

/** Of a merge that was undone, makes signposts again. What the cards gained meanwhile goes along. */
export async function setUpSignposts(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
): Promise<void> {
  for (const { card, before } of pointers(change, cards)) {
    if (before === null || card.mergedInto === before || cards.left.has(card.id)) continue;
    const stands = cards.standsFor.get(before) ?? before;
    const [one, other] = await cardStates(tx, workspaceId, [stands, card.id]);
    const [survivor, merged] = (one?.id === stands ? [one, other] : [other, one]) as [CardState, CardState];
    const both = [survivor, merged];
    const families = both.map(({ id }) => ({
      id,
      ids: [...cards.standsFor].flatMap(([member, standsHere]) => (standsHere === id ? member : [])),
    }));
    const doubted = await theirsAlone(tx, workspaceId, families);
    const question = {
      survivor,
      merged: [merged],
      choose: {},
      theirsAlone: doubted,
      saidNotTheSame: false,
      curated: 0,
    };
    await moveValues(tx, workspaceId, survivor, [merged], planMerge(question));
    await pointTo(tx, workspaceId, [card.id], before);
  }
}

/** Whom each leads to when the merges are done again. */
function asMerged({ standsFor }: TouchedCards, merged: ReturnType<typeof pointers>): Map<number, number> {
  const into = new Map(merged.map(({ card, before }) => [card.id, standsFor.get(before ?? card.id) ?? card.id]));
  return new Map([...standsFor].map(([id, survivor]) => [id, into.get(survivor) ?? survivor]));
}

/** The cards whose pointers a change touched, each with what it pointed to. The survivor's side of the same says nothing more. */
function pointers(change: PastChange, cards: TouchedCards) {
  return change.items.flatMap(({ target, contactId, before, after }) => {
    const card = contactId === null ? undefined : cards.states.get(contactId);
    const [was, is] = [pointerIn(before), pointerIn(after)];
    return target === 'merged' && card && was !== is ? [{ card, before: was, after: is }] : [];
  });
}

/** Whether a card may go into another again: whoever stands for that one is active, and no signpost to this very card. */
function canTake(cards: TouchedCards, id: number, into: number): boolean {
  const survivor = cards.stoodFor.get(into);
  return survivor !== undefined && survivor !== id && cards.states.get(survivor)?.state === 'active';
}
