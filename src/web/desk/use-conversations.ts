import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { DeskSearch, DeskState } from '../addresses.ts';
import { cached } from '../api.ts';
import { useStillRows } from '../frame/use-still-rows.ts';

/**
 * The conversations of some states in key pages, of the address's filters; with null, none are asked for. While the list is busy their
 * order holds still, and news wait.
 */
export function useConversations(states: DeskState[] | null, search: DeskSearch, busy: boolean) {
  const { view, channel, queue, tag, operator, client, out } = search;
  const input = {
    state: states ?? [],
    view,
    channel: channel ? [channel] : undefined,
    queue: queue ? [queue] : undefined,
    tag: tag ? [tag] : undefined,
    operator: operator ? [operator] : undefined,
    client,
    keptOut: out,
  };
  const query = useInfiniteQuery(
    cached.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...input, cursor, limit: 100 }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      enabled: states !== null,
    }),
  );
  const fresh = states === null ? [] : (query.data?.pages ?? []).flatMap(({ items }) => items);
  const still = useStillRows(fresh, {
    busy: busy && query.isSuccess,
    subject: `${JSON.stringify(input)} ${query.isPending || query.isPlaceholderData}`,
    keyOf: ({ id }) => id,
    moved: (before, now) => now.lastAt > before.lastAt,
  });
  return { ...query, ...still, isPending: states !== null && query.isPending };
}

export type Conversations = ReturnType<typeof useConversations>;
