import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { grouped } from '../i18n/format.ts';

/** What happened, in one line of its card: *Card 23 917 merged into this one*. */
export function useChangeTitle(): (change: Change, contactId: number) => string {
  const { t } = useTranslation();
  return (change, contactId) => {
    const others = cardsOf(change).filter((id) => id !== contactId);
    if (change.verb === 'mergeContacts') {
      const survivor = survivorOf(change);
      if (survivor !== null && mergedIn(change).includes(contactId))
        return t('change.mergedAway', { id: grouped(survivor) });
      const merged = mergedIn(change);
      if (merged.length > 0)
        return t('change.mergedHere', { count: merged.length, ids: merged.map(grouped).join(', ') });
    }
    if (change.verb === 'splitContact' && others[0] !== undefined) {
      const id = grouped(others[0]);
      return isNewIn(change, contactId) ? t('change.splitFrom', { id }) : t('change.splitOff', { id });
    }
    return t(`change.${change.verb}`);
  };
}

/** The cards that a merge made signposts of. */
function mergedIn({ items }: Change): number[] {
  return items.flatMap((item) => (pointerOf(item) !== null && item.contactId !== null ? [item.contactId] : []));
}

function survivorOf({ items }: Change): number | null {
  return items.map(pointerOf).find((id) => id !== null) ?? null;
}

/** The card that a card was made to lead to. */
function pointerOf({ target, contactId, after }: Change['items'][number]): number | null {
  if (target !== 'merged' || typeof after !== 'object' || after === null) return null;
  const to = (after as { contactId?: unknown }).contactId;
  return typeof to === 'number' && to !== contactId ? to : null;
}

function cardsOf({ items }: Change): number[] {
  return [...new Set(items.flatMap(({ contactId }) => contactId ?? []))];
}

/** Whether a change made the card: its state came from nothing. */
function isNewIn({ items }: Change, card: number): boolean {
  return items.some(({ target, contactId, before }) => target === 'state' && contactId === card && before === null);
}
