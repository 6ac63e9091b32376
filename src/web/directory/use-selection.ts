import { useCallback, useState } from 'react';
import type { ContactRow } from '#contract/contact.ts';

export interface Selection {
  ids: number[];
  size: number;
  all: boolean;
  has: (id: number) => boolean;
  /** The same function with every paint. */
  toggle: (id: number) => void;
  /** Selects all from the last one selected to a place in the list. */
  extendTo: (index: number) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** The selected rows of the directory: those of them that are still shown. */
export function useSelection(rows: ContactRow[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);
  const toggle = useCallback((id: number) => {
    setAnchor(id);
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const ids = rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  return {
    ids,
    size: ids.length,
    all: ids.length > 0 && ids.length === rows.length,
    has: (id) => chosen.has(id),
    toggle,
    extendTo: (index) => {
      const from = Math.max(
        0,
        rows.findIndex(({ id }) => id === anchor),
      );
      const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
      setChosen(new Set([...chosen, ...range.map(({ id }) => id)]));
    },
    toggleAll: () => setChosen(ids.length > 0 ? new Set() : new Set(rows.map(({ id }) => id))),
    clear: () => setChosen(new Set()),
  };
}
