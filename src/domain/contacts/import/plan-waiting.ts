import type { CardState } from '../card-state.ts';
import { fromSource } from '../name-precedence.ts';
import type { CardWrite } from './row-plan.ts';
import type { GivenConflict } from './row-to-import.ts';

/** What a row has waiting to be settled (R-BEY-2), where the card as it will be neither reads so nor has it waiting already. */
export function planWaiting(
  given: GivenConflict[],
  card: Partial<Pick<CardState, 'name' | 'attributes' | 'conflicts'>>,
  at: Date,
): Pick<CardWrite, 'waiting'> {
  const waiting: NonNullable<CardWrite['waiting']> = {};
  for (const { field, value } of given) {
    const stands = field === 'name' ? card.name : card.attributes?.[field.slice('attribute:'.length)];
    if (stands?.value === value || card.conflicts?.[field]?.some((one) => one.value === value)) continue;
    waiting[field] = [...(waiting[field] ?? []), fromSource(value, 'import', at)];
  }
  return Object.keys(waiting).length > 0 ? { waiting } : {};
}
