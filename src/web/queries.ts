import { QueryCache, QueryClient } from '@tanstack/react-query';
import { failureOf } from './api.ts';

/** The cache of what the server answered. Refusals are not repeated; what failed on the way is, twice. Live events make answers stale. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveIfSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && ['UNREACHABLE', 'UNAVAILABLE'].includes(failureOf(error).code),
      retryDelay: (count) => 400 * 2 ** count,
      refetchOnWindowFocus: false,
    },
  },
});

let leaving = false;
window.addEventListener('pageshow', () => {
  leaving = false; // one came back to this page as it was left
});

/** Once, however many requests are refused together: a second navigation would break off the first. */
function leaveIfSignedOut(error: unknown): void {
  if (failureOf(error).code !== 'UNAUTHENTICATED' || location.pathname === '/sign-in' || leaving) return;
  leaving = true;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}
