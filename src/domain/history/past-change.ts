import type { UndoResult } from '#contract/history.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { CardValue } from '../contacts/card-state.ts';
import type { TouchedValue } from './record-change.ts';

/** A change as it is undone. */
export interface PastChange {
  id?: string;
  verb: string;
  /** The conversation it happened in. */
  conversationId: string | null;
  items: TouchedValue[];
}

export type NotRestored = UndoResult['notRestored'];

/** A value as a change keeps it: whole when a person touched it; what recognition added is known by its key alone. */
export type KeptValue = Pick<CardValue, 'kind' | 'account' | 'key' | 'display' | 'trust'> &
  Partial<CardValue> & { owned?: boolean; state?: 'owned' | 'shared' | 'contested' };

/** The state of a card as a change keeps it: a word, or with the values that it owned. */
export function stateIn(value: unknown): string | null {
  if (typeof value === 'string' || value === null || value === undefined) return value ?? null;
  return (value as { state?: string }).state ?? null;
}

/** The card that a signpost points to, as a change keeps it; null where it was or is none, and for the survivor's side of the same. */
export function pointerIn(value: unknown): number | null {
  return (value as { contactId?: number } | null | undefined)?.contactId ?? null;
}

/** Whether two single values are one, entered once: not only of one text. */
export function isSameValue(one: AttributeValue | null | undefined, other: AttributeValue): boolean {
  return one?.value === other.value && one.at === other.at && one.source === other.source;
}
