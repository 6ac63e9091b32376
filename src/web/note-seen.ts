import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationRow } from '#contract/conversation.ts';
import { cached } from './api.ts';

interface Page {
  items: ConversationRow[];
}

/** Marks a conversation as read in what is known of it: no list of thousands is asked anew for that. What is just being asked is asked again. */
export function noteSeen(cache: QueryClient, id: string): void {
  const { list, read } = cached.conversations;
  for (const query of cache.getQueryCache().findAll({ queryKey: list.key() })) {
    const { data, isInvalidated, fetchStatus, dataUpdatedAt: updatedAt } = query.state;
    if (fetchStatus === 'fetching') void cache.invalidateQueries({ queryKey: query.queryKey });
    else if (data && !isInvalidated) cache.setQueryData(query.queryKey, asRead(data as never, id), { updatedAt });
  }
  cache.setQueryData<Conversation>(read.queryKey({ input: { id } }), (one) => one && { ...one, unread: false });
}

function asRead(data: Page | InfiniteData<Page>, id: string): Page | InfiniteData<Page> {
  return 'pages' in data ? { ...data, pages: data.pages.map((page) => withRead(page, id)) } : withRead(data, id);
}

/** The same page where nothing of it changes. */
function withRead(page: Page, id: string): Page {
  if (!page.items.some((row) => row.id === id && row.unread)) return page;
  return { ...page, items: page.items.map((row) => (row.id === id ? { ...row, unread: false } : row)) };
}
