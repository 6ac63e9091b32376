import { cached } from '../api.ts';

/** How many pairs wait, for the rail and the queue. Asked anew every minute: the search for duplicates goes on in the background. */
export function duplicatesStatus() {
  return cached.duplicates.status.queryOptions({ refetchInterval: 60_000 });
}
