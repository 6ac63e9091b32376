import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * Opens what came late only when its button stands there. Where the button that was pressed is gone with the focus, the one in its place takes the focus, to
 * have it back when the paper closes.
 */
export function useOpening(): [RefObject<HTMLButtonElement | null>, boolean] {
  const button = useRef<HTMLButtonElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    setReady(true);
  }, []);
  return [button, ready];
}
