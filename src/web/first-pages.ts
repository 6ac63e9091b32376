import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';

/** So many pages of a long list stay known when nobody looks at the others any more: else all of them would be asked again with every news. */
export const pagesKept = 2;

/** Forgets the further pages of a list. */
export function keepFirstPages(cache: QueryClient, queryKey: QueryKey): void {
  const state = cache.getQueryState<InfiniteData<unknown>>(queryKey);
  if (!state?.data || state.data.pages.length <= pagesKept) return;
  const { pages, pageParams } = state.data;
  const first = { pages: pages.slice(0, pagesKept), pageParams: pageParams.slice(0, pagesKept) };
  cache.setQueryData(queryKey, first, { updatedAt: state.dataUpdatedAt });
  if (state.isInvalidated) void cache.invalidateQueries({ queryKey, refetchType: 'none' });
}
