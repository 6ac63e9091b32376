import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Duplicate } from '#contract/duplicate.ts';
import type { ReviewSearch } from '../addresses.ts';
import { cached } from '../api.ts';
import { useStillRows } from '../frame/use-still-rows.ts';

/** The key of a pair, and its place in an address: `48019/112730`. */
export function pairKey({ a, b }: { a: { id: number }; b: { id: number } }): string {
  return `${a.id}/${b.id}`;
}

/**
 * The pairs of one tab in key pages, the most probable first. While the list is busy their order holds still, and news wait; a pair that
 * somebody else decided stays where it is, and says so. What was decided here leaves at once, and comes back when that is undone.
 */
export function useQueue({ tab, contact, min }: ReviewSearch, busy: boolean) {
  const cache = useQueryClient();
  const query = useInfiniteQuery(
    cached.duplicates.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        state: tab ?? 'open',
        contact,
        min: tab === 'decided' ? 0 : (min ?? 50) / 100,
        cursor,
        limit: 50,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: 60_000, // the search for duplicates finds them in the background
    }),
  );
  const fresh = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const here = new Set(fresh.map(pairKey));
  const left = useRef(new Set<string>());
  for (const key of left.current) if (here.has(key)) left.current.delete(key);
  const still = useStillRows(fresh, {
    busy: busy && query.isSuccess,
    subject: `${tab} ${contact} ${min} ${query.isPending || query.isPlaceholderData}`,
    keyOf: pairKey,
    moved: (before, now) => now.score > before.score,
  });

  /** Takes a pair out of the list: it was decided here. */
  async function takeOut(pair: Duplicate): Promise<void> {
    const key = pairKey(pair);
    const list = { queryKey: cached.duplicates.list.key() };
    await cache.cancelQueries(list); // an answer of before the decision would bring it back
    left.current.add(key);
    cache.setQueriesData<InfiniteData<{ items: Duplicate[]; nextCursor: string | null }>>(
      list,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({ ...page, items: page.items.filter((one) => pairKey(one) !== key) })),
        },
    );
  }

  return {
    ...query,
    ...still,
    rows: still.rows.filter((row) => !left.current.has(pairKey(row))),
    /** Whether a pair is still to be decided here, or somebody else decided it. */
    isHere: (pair: Duplicate) => here.has(pairKey(pair)),
    takeOut,
  };
}

export type Queue = ReturnType<typeof useQueue>;
