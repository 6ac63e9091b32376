import { createContext, useContext } from 'react';

/** What a colleague or a queue is asked for: to take the client over, or to join. */
export type Asking = 'redirect' | 'invite';

/** Opens the dialog that asks, from wherever in the open conversation. */
export const AskingContext = createContext<(what: Asking) => void>(() => undefined);

/** Asks a colleague: opens the dialog of *Redirect* or *Invite*. */
export function useAsking(): (what: Asking) => void {
  return useContext(AskingContext);
}
