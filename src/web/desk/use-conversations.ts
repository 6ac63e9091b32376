import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { DeskSearch } from '../addresses.ts';
import { cached } from '../api.ts';

/** The conversations of one state in key pages. */
export function useConversations(state: 'open' | 'waiting' | 'closed', { channel, client }: DeskSearch) {
  const query = useInfiniteQuery(
    cached.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        state: [state],
        channel: channel ? [channel] : undefined,
        client,
        cursor,
        limit: 50,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  return { ...query, rows: (query.data?.pages ?? []).flatMap(({ items }) => items) };
}

export type Conversations = ReturnType<typeof useConversations>;
