import type { View, ViewQuery } from '#contract/view.ts';
import type { DirectorySearch } from '../addresses.ts';
import { columnsText, type OptionalColumn, optionalColumns } from './use-columns.ts';

/** What the directory shows now, as a view keeps it. */
export function shownNow(search: DirectorySearch, columns: OptionalColumn[]): ViewQuery {
  const { q, sort, channel, has, tag, last, problem, attribute } = search;
  return { q, sort, channel, has, tag, last, problem, attribute, columns };
}

/** The address of a view: all that it shows, so that a reload needs nothing else. */
export function addressOf({ id, query: { columns, ...query } }: View): DirectorySearch {
  return { ...query, view: id, columns: columns && columnsText(columns) };
}

/** Whether what is shown is not what a view keeps; without a view, whether there is anything to keep. */
export function differs(shown: ViewQuery, kept: ViewQuery = { columns: [...optionalColumns] }): boolean {
  const text = ({ q, sort, channel, has, tag, last, problem, attribute, columns = shown.columns }: ViewQuery) =>
    JSON.stringify([q, sort, channel, has, tag, last, problem, attribute, columns && columnsText(columns)]);
  return text(shown) !== text(kept);
}
