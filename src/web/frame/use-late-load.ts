import { useEffect } from 'react';
import { queries } from '../queries.ts';

const first = 1_000; // ms after the screen stands
const again = 250;

/** Fetches code that a screen has not needed yet, once it stands and no answer is waited for: what is to be seen first comes first. */
export function useLateLoad(load: () => Promise<unknown>): void {
  useEffect(() => {
    let timer = setTimeout(look, first);
    function look() {
      if (queries.isFetching() > 0) timer = setTimeout(look, again);
      else void load().catch(() => undefined); // without a connection it is fetched when it is needed
    }
    return () => clearTimeout(timer);
  }, [load]);
}
