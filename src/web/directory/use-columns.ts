import { useState } from 'react';

/** Columns that can be left out; the number and the name always stand. */
export const optionalColumns = ['email', 'phone', 'channels', 'tags', 'lastContact'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export interface Columns {
  isShown: (column: OptionalColumn) => boolean;
  toggle: (column: OptionalColumn) => void;
  /** A class of the table for every column left out. */
  className: string;
}

const key = 'vizitka-columns-left-out';

/** The columns of the directory as this operator wants them, kept in the browser. */
export function useColumns(): Columns {
  const [leftOut, setLeftOut] = useState(kept);
  return {
    isShown: (column) => !leftOut.includes(column),
    toggle: (column) => {
      const next = optionalColumns.filter((one) => leftOut.includes(one) !== (one === column));
      localStorage.setItem(key, next.join(' '));
      setLeftOut(next);
    },
    className: leftOut.map((column) => `no-${column}`).join(' '),
  };
}

function kept(): OptionalColumn[] {
  const words = (localStorage.getItem(key) ?? '').split(' ');
  return optionalColumns.filter((column) => words.includes(column));
}
