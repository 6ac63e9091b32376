import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ImportRow, RowAction } from '#contract/contact-import.ts';
import { cached } from '../../api.ts';

export interface PreviewRows {
  rows: ImportRow[];
  complete: boolean;
  loading: boolean;
  old: boolean;
  error: unknown;
  more: () => void;
  /** Loads further pages until a row is there that fits, ten at most. @returns its place, or -1. */
  find: (after: number, fits: (row: ImportRow) => boolean) => Promise<number>;
  again: () => void;
}

/** The rows of the preview in pages, more as one scrolls; all, or those that do one thing. */
export function usePreviewRows(id: string, action: RowAction | undefined, checked: boolean): PreviewRows {
  const query = useInfiniteQuery(
    cached.imports.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, action, cursor, limit: 200 }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      enabled: checked,
    }),
  );
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return {
    rows,
    complete: query.isSuccess && !query.hasNextPage,
    loading: query.isPending,
    old: query.isPlaceholderData || query.isRefetching,
    error: query.error,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    async find(after, fits) {
      let known = rows;
      for (let page = 0; page <= 10; page += 1) {
        const place = known.findIndex((row, at) => at > after && fits(row));
        if (place >= 0 || page === 10) return place;
        const { data, hasNextPage } = await query.fetchNextPage();
        const fresh = data?.pages.flatMap(({ items }) => items) ?? [];
        if (!hasNextPage && fresh.length === known.length) return -1;
        known = fresh;
      }
      return -1;
    },
    again: () => void query.refetch(),
  };
}
