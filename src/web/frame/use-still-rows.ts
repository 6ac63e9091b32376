import { useEffect, useRef, useState } from 'react';
import { holdStill } from './hold-still.ts';

interface StillRows<Row> {
  rows: Row[];
  /** How many are new or have moved, and wait for `take`. */
  news: number;
  firstNew: Row | undefined;
  take: () => void;
}

/**
 * Rows that do not move under the pointer or the focus (nothing jumps): while the list is `busy`, news wait and are counted; once it is
 * not, they are taken.
 * @param subject what the rows answer, as the filter: another one is taken at once.
 */
export function useStillRows<Row>(
  fresh: Row[],
  {
    busy,
    subject,
    keyOf,
    moved,
  }: { busy: boolean; subject: string; keyOf: (row: Row) => unknown; moved: (before: Row, now: Row) => boolean },
): StillRows<Row> {
  const held = useRef({ subject: '', rows: fresh });
  const [, again] = useState(0);
  if (!busy || held.current.subject !== subject) held.current = { subject, rows: fresh };
  const still = holdStill(held.current.rows, fresh, keyOf, moved);
  if (still.rows.length > held.current.rows.length && still.news === 0) held.current = { subject, rows: still.rows };
  const take = () => {
    held.current = { subject, rows: fresh };
    again((times) => times + 1);
  };
  return { ...still, take };
}

/** Whether somebody points at a list, has the focus in it, or has scrolled away from its top. */
export function useBusyList(): [busy: boolean, attach: (list: HTMLElement | null) => void] {
  const [list, attach] = useState<HTMLElement | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!list) {
      setBusy(false); // nobody points at a list that is not there
      return;
    }
    const look = () => setBusy(list.matches(':hover') || list.contains(document.activeElement) || list.scrollTop > 0);
    const soon = () => requestAnimationFrame(look);
    const events = ['pointerenter', 'pointerleave', 'focusin', 'focusout', 'scroll'] as const;
    for (const event of events) list.addEventListener(event, soon, { passive: true });
    return () => {
      for (const event of events) list.removeEventListener(event, soon);
    };
  }, [list]);
  return [busy, attach];
}
