import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { DeskSearch } from '../addresses.ts';
import { cached } from '../api.ts';
import { useStillRows } from '../frame/use-still-rows.ts';

/** The conversations of one state in key pages. While the list is busy their order holds still, and news wait. */
export function useConversations(state: 'open' | 'waiting' | 'closed', { channel, client }: DeskSearch, busy: boolean) {
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
  const fresh = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const still = useStillRows(fresh, {
    busy: busy && query.isSuccess,
    subject: `${channel} ${client} ${query.isPending || query.isPlaceholderData}`,
    keyOf: ({ id }) => id,
    moved: (before, now) => now.lastAt > before.lastAt,
  });
  return { ...query, ...still };
}

export type Conversations = ReturnType<typeof useConversations>;
