import type { AttributeValue } from '#db/schema.ts';
import type { CardState } from './card-state.ts';

/** The value of a field on a card; undefined where it has none. */
export function standingIn(card: Pick<CardState, 'name' | 'attributes'>, field: string): AttributeValue | undefined {
  return field === 'name' ? (card.name ?? undefined) : card.attributes[field.slice('attribute:'.length)];
}

/** What waits to be settled (R-BEY-2) but for what reads like the value that stands by now: about that nothing is left to decide. */
export function leftToSettle(card: Pick<CardState, 'name' | 'attributes' | 'conflicts'>): CardState['conflicts'] {
  const left = Object.entries(card.conflicts).map(([field, values]) => {
    const stands = standingIn(card, field)?.value;
    return [field, values.filter(({ value }) => value !== stands)] as const;
  });
  return Object.fromEntries(left.filter(([, values]) => values.length > 0));
}
