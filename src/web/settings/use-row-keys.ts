import type { RefObject } from 'react';
import { useKeys } from '../frame/keys.ts';

/** Walks the rows of a short table by their links: j, k and the arrows move, Home and End go to the ends, Enter opens as links do. */
export function useRowKeys(body: RefObject<HTMLElement | null>): void {
  const step = (by: number) => go((at, last) => (at < 0 ? 0 : Math.max(0, Math.min(last, at + by))));
  useKeys({
    next: () => step(1),
    previous: () => step(-1),
    arrowdown: () => isInTable() && step(1),
    arrowup: () => isInTable() && step(-1),
    home: () => isInTable() && go(() => 0),
    end: () => isInTable() && go((_, last) => last),
  });

  function go(to: (at: number, last: number) => number): boolean {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('.settings-row-link') ?? [])];
    const row = document.activeElement?.closest('tr');
    const at = links.findIndex((link) => row?.contains(link) ?? false);
    links[to(at, links.length - 1)]?.focus();
    return links.length > 0;
  }

  function isInTable(): boolean {
    return body.current?.contains(document.activeElement) ?? false;
  }
}
