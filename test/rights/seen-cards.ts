import type { Asking } from './asking.ts';
import { type Card, isRoot, mayKnowOf, seesCard, talksOf, times } from './model.ts';
import { pairs } from './world.ts';

/** Cards that were not merged into another. */
export const standing = ({ world }: Asking) => world.cards.filter(({ mergedInto }) => mergedInto === null);
export const seenCards = (asking: Asking) =>
  standing(asking).filter((card) => seesCard(asking.world, asking.who, card));
export const places = (cards: Card[]) => cards.map(({ place }) => place);

/** The conversations of a card that one may know of, those merged among them. */
export const known = ({ world, who }: Asking, card: Card) =>
  talksOf(world, card).filter((talk) => mayKnowOf(world, who, talk));

/** Last contact, by what one may know of: of a conversation with others merged into it the last words of either. */
export function lastContact(asking: Asking, card: Card): number | null {
  const last = Math.max(
    ...known(asking, card).map((talk) =>
      Math.max(talk.lastAt.getTime(), isRoot(talk) ? times(asking.world, talk).last : 0),
    ),
  );
  return Number.isFinite(last) ? last : null;
}
export const channelsOf = (asking: Asking, card: Card) =>
  [...new Set(known(asking, card).map(({ channel }) => channel))].toSorted();

/** Pairs of two cards of which neither was merged, and both are seen. */
export function pairsTold(asking: Asking): Card[][] {
  const shown = seenCards(asking);
  return pairs
    .map((pair) => pair.map((place) => asking.world.cards[place]!))
    .filter((pair) => pair.every((card) => shown.includes(card)));
}

export function duplicatesOf(asking: Asking, card: Card): number {
  const others = pairs.flatMap(([a, b]) => (a === card.place ? b : b === card.place ? a : []));
  return others.filter((place) => seenCards(asking).some((one) => one.place === place)).length;
}
