import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/** The pairs of a card that wait to be decided. */
export function useDuplicates(contactId: number, enabled = true) {
  const pairs = useQuery(
    cached.duplicates.list.queryOptions({ input: { contact: contactId, state: 'open', limit: 20 }, enabled }),
  );
  return pairs.data?.items ?? [];
}
