import { createContext, useContext } from 'react';

/** Opens the dialog that merges the open conversation with another one, or with one that is chosen there. */
export const MergingContext = createContext<((other: string | null) => void) | null>(null);

/** Merges with the open conversation; null where none is open, as on a card. */
export function useMerging(): ((other: string | null) => void) | null {
  return useContext(MergingContext);
}
