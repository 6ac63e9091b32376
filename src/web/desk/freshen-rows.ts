import { type InfiniteData, partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { api, cached } from '../api.ts';
import { isLongList } from '../ask-anew.ts';
import { type RowsPage, rowsInPlace } from './rows-in-place.ts';

type Asked = Parameters<typeof api.conversations.list>[0];

/**
 * Conversations that have news, in every list of them that is on screen. A short list is asked anew; of one that somebody loaded far down, the rows alone
 * are asked, and put where they belong: thousands that are known are not asked again. Lists that nobody sees are asked when they are shown.
 */
export function freshenRows(cache: QueryClient, ids: string[]): void {
  const { list } = cached.conversations;
  for (const query of cache.getQueryCache().findAll({ queryKey: list.key() })) {
    const isStill = query.state.fetchStatus === 'idle' && !query.state.isInvalidated && query.isActive();
    if (isLongList(query) && ids.length <= 50 && isStill) void freshen(cache, query, ids);
    else void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}

/**
 * After a step of one's own in a conversation: what is on screen is asked anew (all of it, or what has the key), but of long lists its row alone.
 * @returns when the answers are here.
 */
export function askAfter(cache: QueryClient, id: string, queryKey: QueryKey = []): Promise<void> {
  freshenRows(cache, [id]);
  const list = cached.conversations.list.key();
  return cache.invalidateQueries({ queryKey, predicate: (query) => !partialMatchKey(query.queryKey, list) });
}

async function freshen(cache: QueryClient, query: Query, ids: string[]): Promise<void> {
  const { queryKey } = query;
  const { input } = queryKey[1] as { input: NonNullable<Asked> };
  const before = query.state.dataUpdateCount;
  try {
    const { items } = await api.conversations.list({ ...input, cursor: undefined, among: ids });
    const data = query.state.data as InfiniteData<RowsPage>;
    const isSame = query.state.fetchStatus === 'idle' && query.state.dataUpdateCount === before;
    if (!isSame) throw new Error('Another answer came meanwhile: the rows may be older than it.');
    const pages = rowsInPlace(data.pages, ids, items, input.view === 'waiting' && !input.contact && !input.keptOut);
    cache.setQueryData(queryKey, { ...data, pages }, { updatedAt: query.state.dataUpdatedAt });
  } catch {
    void cache.invalidateQueries({ queryKey, exact: true });
  }
}
