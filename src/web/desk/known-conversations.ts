import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationRow } from '#contract/conversation.ts';
import { cached } from '../api.ts';

/** The rows of all lists of conversations on this screen, as far as they were loaded. */
export function listedRows(cache: QueryClient): ConversationRow[] {
  const queryKey = cached.conversations.list.key({ type: 'infinite' });
  const lists = cache.getQueriesData<InfiniteData<{ items: ConversationRow[] }>>({ queryKey });
  return lists.flatMap(([, list]) => (list?.pages ?? []).flatMap(({ items }) => items));
}

/** The conversations on this screen, listed or opened, whose client is one of these cards: their topic is the card's name (R-TAB-9). */
export function knownConversations(cache: QueryClient, contactIds: ReadonlySet<number>): string[] {
  if (contactIds.size === 0) return [];
  const isTheirs = ({ contact }: Pick<ConversationRow, 'contact'>) => contact !== null && contactIds.has(contact.id);
  const opened = cache
    .getQueriesData<Conversation>({ queryKey: cached.conversations.read.key() })
    .flatMap(([, data]) => (data && isTheirs(data) ? data : []));
  return [...new Set([...listedRows(cache).filter(isTheirs), ...opened].map(({ id }) => id))];
}
