import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ContactRow } from '#contract/contact.ts';
import type { DirectorySearch } from '../addresses.ts';
import { cached } from '../api.ts';

export interface Contacts {
  rows: ContactRow[];
  /** About how many there are in all; null where unknown. */
  about: number | null;
  /** Whether all of them are here, so that their count is exact. */
  complete: boolean;
  loading: boolean;
  /** The rows are still those of the search before. */
  old: boolean;
  error: unknown;
  more: () => void;
  again: () => void;
}

/** The rows of the directory in key pages, more as one scrolls. A new search cancels the old one; its rows stay until the new ones come. */
export function useContacts({ q, sort, channel, has, bin }: DirectorySearch): Contacts {
  const query = useInfiniteQuery(
    cached.contacts.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        q,
        sort,
        channel: channel ? [channel] : undefined,
        has: has ? [has] : undefined,
        state: bin ? ('binned' as const) : ('active' as const),
        cursor,
        limit: 100,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  const complete = query.isSuccess && !query.hasNextPage;
  return {
    rows,
    about: complete ? rows.length : (pages[0]?.about ?? null),
    complete,
    loading: query.isPending,
    old: query.isPlaceholderData,
    error: query.error,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}
