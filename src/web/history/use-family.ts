import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/** A card's number with those of the cards merged into it: what happened to them before is its past too. */
export function useFamily(contactId: number): number[] {
  const card = useQuery(cached.contacts.read.queryOptions({ input: { id: contactId } }));
  return [contactId, ...(card.data?.mergedIds ?? [])];
}
