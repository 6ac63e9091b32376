import { useEffect, useRef } from 'react';

const listeners = new Set<(conversation: string) => void>();

/** Asks for a conversation of the client's history, from where it is named. */
export function wishHistory(conversation: string): void {
  for (const listener of listeners) listener(conversation);
}

/** Shows a conversation of the history when somebody asks for it. */
export function useHistoryWish(show: (conversation: string) => void): void {
  const current = useRef(show);
  current.current = show;
  useEffect(() => {
    const listen = (conversation: string) => current.current(conversation);
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
}
