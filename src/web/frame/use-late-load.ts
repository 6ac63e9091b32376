import { useEffect } from 'react';

/** Fetches code that a screen has not needed yet, once it stands and nothing else is to do. */
export function useLateLoad(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), 1_000); // without a connection it is fetched when it is needed
    return () => clearTimeout(timer);
  }, [load]);
}
