import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/**
 * How many conversations two cards have, of those one may know of: what merging them would say, tried out.
 * @returns a function of the card's number; undefined while nobody knows, or when there is no first card yet.
 */
export function useConversationCounts(
  id: number | null,
  other: number,
): ((id: number) => number | undefined) | undefined {
  const plan = useQuery(
    cached.contacts.merge.queryOptions({
      input: { id: id ?? 0, ids: [other], dryRun: true },
      enabled: id !== null,
      retry: false,
    }),
  );
  const counts = plan.data?.conversations;
  return counts && ((card) => counts.find(({ contactId }) => contactId === card)?.count ?? 0);
}
