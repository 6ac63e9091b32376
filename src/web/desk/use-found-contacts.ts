import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Conversation } from '#contract/conversation.ts';
import { cached } from '../api.ts';

interface FoundContacts {
  options: { id: number; name: string | null; more: string; place: string | null }[];
  /** The question these were found by, to be marked in them; empty: nothing is asked, these are the suggested ones. */
  asked: string;
  /** Whether they answer what stands in the field now: while it is typed, the ones found before stay. */
  isAnswer: boolean;
}

/** The cards to choose from while `q` stands in the field: the suggested ones until something is asked. */
export function useFoundContacts(q: string, suggested: Conversation['suggested'], enabled: boolean): FoundContacts {
  const wanted = q.trim();
  const [asked] = useDebouncedValue(wanted, 120, { leading: true }); // what stands there at first is asked at once
  const found = useQuery(
    cached.contacts.list.queryOptions({
      input: { q: asked, limit: 20, state: 'active' },
      enabled: enabled && asked !== '',
      placeholderData: keepPreviousData,
    }),
  );
  if (wanted === '') {
    const options = suggested
      .filter(({ state }) => state === 'active')
      .map((card) => ({ id: card.id, name: card.name, more: card.evidence.display, place: card.city }));
    return { options, asked: '', isAnswer: true };
  }
  const options = (found.data?.items ?? []).map((row) => ({
    id: row.id,
    name: row.name,
    more: row.email?.display ?? row.phone?.display ?? row.other?.display ?? '',
    place: row.company,
  }));
  return { options, asked, isAnswer: asked === wanted && !found.isPending && !found.isPlaceholderData };
}
