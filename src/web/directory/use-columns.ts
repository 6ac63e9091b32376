import { useState } from 'react';
import type { DirectorySearch } from '../addresses.ts';

/** Columns that can be left out; the number and the name always stand. */
export const optionalColumns = ['email', 'phone', 'channels', 'tags', 'lastContact'] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export interface Columns {
  shown: OptionalColumn[];
  isShown: (column: OptionalColumn) => boolean;
  toggle: (column: OptionalColumn) => void;
  /** A class of the table for every column left out. */
  className: string;
}

const key = 'vizitka-columns-left-out';

/** The columns of the directory: those of the open view, which its address names, else as this operator wants them, kept in the browser. */
export function useColumns(search: DirectorySearch, onChange: (next: Partial<DirectorySearch>) => void): Columns {
  const [leftOut, setLeftOut] = useState(kept);
  const ofView = search.view === undefined ? undefined : columnsIn(search.columns);
  const shown = ofView ?? optionalColumns.filter((column) => !leftOut.includes(column));
  return {
    shown,
    isShown: (column) => shown.includes(column),
    toggle: (column) => {
      const next = optionalColumns.filter((one) => shown.includes(one) !== (one === column));
      if (search.view !== undefined) return onChange({ columns: columnsText(next) });
      const out = optionalColumns.filter((one) => !next.includes(one));
      localStorage.setItem(key, out.join(' '));
      setLeftOut(out);
    },
    className: optionalColumns.flatMap((column) => (shown.includes(column) ? [] : `no-${column}`)).join(' '),
  };
}

function kept(): OptionalColumn[] {
  const words = (localStorage.getItem(key) ?? '').split(' ');
  return optionalColumns.filter((column) => words.includes(column));
}

/** Columns in an address, always in the order of the table. */
export function columnsText(columns: OptionalColumn[]): string {
  return optionalColumns.filter((column) => columns.includes(column)).join(' ') || 'none';
}

/** Those that an address names; undefined where it names none. */
function columnsIn(text: string | undefined): OptionalColumn[] | undefined {
  return text === undefined ? undefined : optionalColumns.filter((column) => text.split(' ').includes(column));
}
