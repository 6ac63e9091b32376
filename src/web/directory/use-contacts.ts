import { keepPreviousData, useInfiniteQuery, useIsMutating } from '@tanstack/react-query';
import type { ContactRow } from '#contract/contact.ts';
import type { DirectorySearch } from '../addresses.ts';
import { cached } from '../api.ts';
import { useStillRows } from '../frame/use-still-rows.ts';
import { contactsQuestion } from './contacts-question.ts';

export interface Contacts {
  rows: ContactRow[];
  /** How many wait while the list is busy, and taking them. */
  news: number;
  take: () => void;
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
export function useContacts(search: DirectorySearch, busy: boolean): Contacts {
  const { sort } = search;
  const question = contactsQuestion(search);
  const query = useInfiniteQuery(
    cached.contacts.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...question,
        cursor,
        limit: 100,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const pages = query.data?.pages ?? [];
  const fresh = pages.flatMap(({ items }) => items);
  const acting = useIsMutating(); // what one does oneself shows at once: a change lasts until its answer is here
  const { rows, news, take } = useStillRows(fresh, {
    busy: busy && query.isSuccess,
    subject: JSON.stringify([question, query.isPending || query.isPlaceholderData, acting]),
    keyOf: ({ id }) => id,
    moved: (before, now) =>
      (!sort || sort.endsWith('lastContact')) && (now.lastContactAt ?? '') > (before.lastContactAt ?? ''),
  });
  const complete = query.isSuccess && !query.hasNextPage;
  return {
    rows,
    news,
    take,
    about: complete ? fresh.length : (pages[0]?.about ?? null),
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
