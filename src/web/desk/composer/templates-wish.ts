import { useEffect, useRef } from 'react';

const listeners = new Set<() => void>();

/** Asks for the list of templates, from where one writes. */
export function wishTemplates(): void {
  for (const listener of listeners) listener();
}

/** Shows the list of templates when somebody asks for it. */
export function useTemplatesWish(show: () => void): void {
  const current = useRef(show);
  current.current = show;
  useEffect(() => {
    const listen = () => current.current();
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
}
