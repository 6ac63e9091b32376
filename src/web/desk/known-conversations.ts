import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationRow } from '#contract/conversation.ts';
import { cached } from '../api.ts';

/** The conversations on this screen, listed or opened, whose client is one of these cards: their topic is the card's name (R-TAB-9). */
export function knownConversations(cache: QueryClient, contactIds: ReadonlySet<number>): string[] {
  if (contactIds.size === 0) return [];
  const { list, read } = cached.conversations;
  const isTheirs = ({ contact }: Pick<ConversationRow, 'contact'>) => contact !== null && contactIds.has(contact.id);
  const lists = cache.getQueriesData<InfiniteData<{ items: ConversationRow[] }>>({
    queryKey: list.key({ type: 'infinite' }),
  });
  const listed = lists.flatMap(([, data]) => data?.pages ?? []).flatMap(({ items }) => items.filter(isTheirs));
  const opened = cache
    .getQueriesData<Conversation>({ queryKey: read.key() })
    .flatMap(([, data]) => (data && isTheirs(data) ? data : []));
  return [...new Set([...listed, ...opened].map(({ id }) => id))];
}
