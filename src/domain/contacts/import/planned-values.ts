import type { ImportRow } from '#contract/contact-import.ts';
import { keyText } from '../attach-values.ts';
import type { ReadyValue } from './prepare-row.ts';
import type { Holder, Known, PlannedValue } from './row-plan.ts';

/** How a value comes to stand on a card that does not have it yet. */
export function planValue(
  value: ReadyValue,
  holder: Holder | undefined,
  several: ReadonlySet<string>,
  isSharing: boolean,
): PlannedValue {
  if (several.has(value.kind)) return { ...value, how: 'several', as: 'shared' };
  if (!holder) return value.shared ? { ...value, how: 'share', as: 'shared' } : { ...value, how: 'own', as: 'owned' };
  if (holder.state === 'shared') return { ...value, how: 'stand', as: 'shared' };
  if (isSharing || value.shared) return { ...value, how: 'share', as: 'shared' };
  return { ...value, how: 'stand', as: 'contested' };
}

/** A value that others have, with who has it. */
export interface Taken {
  value: PlannedValue;
  holder: Holder;
}

/** Those of some planned values that others have, one by one. */
export function takenOf(values: PlannedValue[], holders: Known['holders']): Taken[] {
  return values.flatMap((value) => {
    const holder = value.how === 'several' ? undefined : holders.get(keyText(value));
    return holder ? [{ value, holder }] : [];
  });
}

/** A taken value as it is told: a value that stands on several cards names the first; 0 stands for a card that is not there yet. */
export function told({ value, holder }: Taken): ImportRow['taken'][number] {
  const id = holder.ownerId ?? holder.cards[0] ?? 0;
  return { kind: value.kind, value: value.display, contactId: Math.max(id, 0), ...(id < 0 && { row: -id }) };
}

/** What stands in the way, for people. */
export function inWords(taken: Taken[]): string {
  const words = taken.slice(0, 3).map(({ value, holder }) => {
    const given = `“${value.display}”`;
    if (holder.ownerId === null)
      return `${given} is ${holder.state === 'shared' ? 'shared by' : 'contested between'} several cards`;
    return `${given} is on ${holder.ownerId < 0 ? `the card of row ${-holder.ownerId}` : `card ${holder.ownerId}`}`;
  });
  return `${words.join(', ')}${taken.length > 3 ? ' …' : ''}.`;
}

/** Cards that may be the same client: those that own a value, or on which a contested one stands; people share what is shared. */
export function alikeOf(taken: Taken[]): number[] {
  const ids = taken.flatMap(({ holder: { state, ownerId, cards } }) =>
    state === 'shared' ? [] : ownerId !== null ? [ownerId] : cards.slice(0, 5),
  );
  return [...new Set(ids)].slice(0, 20);
}
