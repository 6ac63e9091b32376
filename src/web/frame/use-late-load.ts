import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries } from '../queries.ts';

const first = 1_000; // ms after the screen stands
const again = 250;
const looks = 2; // between one answer and the next question there is a moment of nothing

/** Fetches code that a screen has not needed yet, once it stands and neither a room nor an answer is waited for: what is to be seen first comes first. */
export function useLateLoad(load: () => Promise<unknown>): void {
  const router = useRouter();
  useEffect(() => {
    let timer = setTimeout(look, first);
    let quiet = 0;
    function look() {
      quiet = router.state.isLoading || queries.isFetching() > 0 ? 0 : quiet + 1;
      if (quiet < looks) timer = setTimeout(look, again);
      else void load().catch(() => undefined); // without a connection it is fetched when it is needed
    }
    return () => clearTimeout(timer);
  }, [load, router]);
}
