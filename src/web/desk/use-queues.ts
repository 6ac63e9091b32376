import { useQuery } from '@tanstack/react-query';
import { cached } from '../api.ts';

/** The queues that one may know of, with how long one may wait in them. */
export function useQueues() {
  return useQuery(cached.queues.list.queryOptions({ staleTime: 300_000 })).data?.items ?? [];
}
