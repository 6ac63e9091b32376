import { keyText } from '../contacts/attach-values.ts';
import type { CardValue } from '../contacts/card-state.ts';
import type { KeptValue, NotRestored, PastChange } from './past-change.ts';
import type { TouchedCards } from './touched-cards.ts';

/** A value on one side of a change, and the card it stood on. */
export interface Side {
  card: number;
  value: KeptValue;
}

/** What a change did to one value: where it was (null: nowhere), and where the change left it. */
export interface Touch {
  from: Side | null;
  to: Side | null;
}

interface Current {
  card: number;
  value: CardValue;
}

/** What is to be done to put a value back. */
export type Step = Touch &
  (
    | { do: 'takeOff'; current: Current; to: Side }
    | { do: 'place'; card: number; from: Side }
    | { do: 'change' | 'replace' | 'move'; card: number; current: Current; from: Side; to: Side }
  );

/**
 * What puts the values of a change back: those that still are where, and as, the change left them. The rest is reported. Pure: `wentHome` are the
 * ids of values that an undo gave back meanwhile to a card of which the change had them.
 */
export function planValues(change: PastChange, cards: TouchedCards, notRestored: NotRestored): Step[] {
  const touches = touchesOf(change, cards);
  const leaving = new Set(
    touches.flatMap(({ from, to }) =>
      to && !isSameValue(from, to) ? placeOf(cards.stoodFor.get(to.card) ?? to.card, to.value) : [],
    ),
  );
  return touches.flatMap((touch) => {
    const step = stepOf(touch, cards, leaving);
    if (step === 'changedLater') {
      const { card, value } = (touch.from ?? touch.to) as Side;
      notRestored.push({ target: value.id ? `identifier:${value.id}` : 'identifier', contactId: card, reason: step });
      return [];
    }
    return step ?? [];
  });
}

/** The values of a change, each once: one that changed cards stands in it twice, with the same id. */
function touchesOf(change: PastChange, cards: TouchedCards): Touch[] {
  const touches = new Map<string, Touch>();
  for (const { target, contactId: card, before, after } of change.items) {
    if (target !== 'identifier' || card === null || !cards.states.has(card)) continue;
    const [was, is] = [before as KeptValue | null, after as KeptValue | null];
    const kept = (was ?? is) as KeptValue;
    const id = kept.id ?? `${card} ${keyText(kept)}`;
    const touch = touches.get(id) ?? { from: null, to: null };
    touches.set(id, { from: was ? { card, value: was } : touch.from, to: is ? { card, value: is } : touch.to });
  }
  return [...touches.values()].filter(({ from, to }) => ![from, to].some((side) => side && cards.left.has(side.card)));
}

/** Where a value stands now, among the cards of the change. */
function currentOf({ states }: TouchedCards, { card, value }: Side): Current | null {
  for (const state of states.values()) {
    const found = state.values.find((one) =>
      value.id ? one.id === value.id : state.id === card && keyText(one) === keyText(value),
    );
    if (found) return { card: state.id, value: found };
  }
  return null;
}

function stepOf({ from, to }: Touch, cards: TouchedCards, leaving: Set<string>): Step | 'changedLater' | null {
  if (!from) return to && takeOff(to, cards);
  const card = cards.standsFor.get(from.card) ?? from.card;
  if (!to) return placeAgain(from, card, cards, leaving);
  const current = currentOf(cards, to);
  const stays = current?.card === cards.stoodFor.get(to.card);
  if (from.card === to.card) return current && stays ? changeBack(from, to, card, current, cards) : 'changedLater';
  if (current?.card === card) return null;
  const isAsLeft = current && stays && keyText(current.value) === keyText(to.value);
  const canMove = isAsLeft && cards.active.has(card) && !isMet(from, card, cards, leaving);
  return canMove ? { do: 'move', card, current, from, to } : 'changedLater';
}

/** What the change brought goes. Of a card that it made nothing goes: the card goes, with all that it has. */
function takeOff(to: Side, cards: TouchedCards): Step | 'changedLater' | null {
  if (cards.made.has(to.card)) return null;
  const current = currentOf(cards, { ...to, card: cards.stoodFor.get(to.card) ?? to.card });
  if (!current || current.card !== cards.stoodFor.get(to.card)) return null;
  return readsSame(current.value, to.value) ? { do: 'takeOff', current, from: null, to } : 'changedLater';
}

function placeAgain(from: Side, card: number, cards: TouchedCards, leaving: Set<string>): Step | 'changedLater' | null {
  const current = currentOf(cards, from);
  if (current && current.card === card && readsSame(current.value, from.value)) return null;
  const isBack = isMet(from, card, cards, leaving);
  return isBack || !cards.active.has(card) ? 'changedLater' : { do: 'place', card, from, to: null };
}

/** Whether the card has got the value again meanwhile. */
function isMet(from: Side, card: number, { states }: TouchedCards, leaving: Set<string>): boolean {
  const has = states.get(card)?.values.some((one) => keyText(one) === keyText(from.value)) ?? false;
  return has && !leaving.has(placeOf(card, from.value));
}

/** Of a value that stays on its card, what the change touched of it: another value in its place, or its words. */
function changeBack(
  from: Side,
  to: Side,
  card: number,
  current: Current,
  cards: TouchedCards,
): Step | 'changedLater' | null {
  const isReplaced = keyText(from.value) !== keyText(to.value);
  if (isReplaced && keyText(current.value) === keyText(from.value)) return null;
  if (isReplaced && (!readsSame(current.value, to.value) || !cards.active.has(card))) return 'changedLater';
  if (isReplaced) return { do: 'replace', card, current, from, to };
  if (keyText(current.value) !== keyText(to.value)) return 'changedLater';
  const isKept = (['display', 'label'] as const).every(
    (word) =>
      [from.value[word], to.value[word], undefined].includes(current.value[word]) ||
      from.value[word] === to.value[word],
  );
  return isKept ? { do: 'change', card, current, from, to } : 'changedLater';
}

/** Trust may rise and the main mark may move without anybody's edit; the value, its spelling and its label may not. */
function readsSame(current: CardValue, kept: KeptValue): boolean {
  return (
    keyText(current) === keyText(kept) &&
    current.display === kept.display &&
    (kept.label === undefined || current.label === kept.label)
  );
}

function placeOf(card: number, value: KeptValue): string {
  return `${card} ${keyText(value)}`;
}

function isSameValue(from: Side | null, to: Side): boolean {
  return from !== null && from.card === to.card && keyText(from.value) === keyText(to.value);
}
