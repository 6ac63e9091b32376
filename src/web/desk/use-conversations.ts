import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { DeskSearch, DeskState } from '../addresses.ts';
import { cached } from '../api.ts';
import { keepFirstPages } from '../first-pages.ts';
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
  const cache = useQueryClient();
  const question = cached.conversations.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...input, cursor, limit: 100 }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: states !== null,
  });
  const query = useInfiniteQuery(question);
  const { data } = query;
  const isAsked = states !== null;
  const fresh = useMemo(() => (isAsked ? (data?.pages ?? []).flatMap(({ items }) => items) : []), [data, isAsked]);
  const key = JSON.stringify(question.queryKey);
  useEffect(() => {
    if (!busy) keepFirstPages(cache, JSON.parse(key)); // who went back to its top begins anew
  }, [busy, cache, key]);
  const still = useStillRows(fresh, {
    busy: busy && query.isSuccess,
    subject: `${JSON.stringify(input)} ${query.isPending || query.isPlaceholderData}`,
    keyOf: ({ id }) => id,
    moved: (before, now) => now.lastAt > before.lastAt,
  });
  return { ...query, ...still, isPending: states !== null && query.isPending };
}

export type Conversations = ReturnType<typeof useConversations>;
