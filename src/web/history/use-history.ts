import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { HistoryItem } from '#contract/history.ts';
import { cached } from '../api.ts';

/** The time axis of a card in key pages, newest first; with a search, only what it hits. */
export function useHistory(contactId: number, q: string, channel: string | undefined) {
  const query = useInfiniteQuery(
    cached.contacts.history.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: contactId,
        q: q || undefined,
        channel: channel ? [channel] : undefined,
        cursor,
        limit: 50,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const items: HistoryItem[] = (query.data?.pages ?? []).flatMap((page) => page.items);
  return { ...query, items };
}

/** A place that a search hit: an entry of a conversation, or a conversation or change as a whole. */
export interface Hit {
  /** The conversation's or change's id. */
  item: string;
  entry: string | null;
}

/** All hits in the order of the axis, for the counter and for jumping from one to the next. */
export function hitsOf(items: HistoryItem[]): Hit[] {
  return items.flatMap((item): Hit[] => {
    if (item.type === 'hidden') return [];
    if (item.type === 'change' || item.hits.length === 0) return [{ item: item.id, entry: null }];
    return item.hits.map(({ entryId }) => ({ item: item.id, entry: entryId }));
  });
}

/** Open conversations first, then months. */
export function sectionsOf(items: HistoryItem[]): { key: string; open: boolean; at: string; items: HistoryItem[] }[] {
  const open = items.filter(isOpen);
  const sections = open.length > 0 ? [{ key: 'open', open: true, at: '', items: open }] : [];
  for (const item of items) {
    if (isOpen(item)) continue;
    const key = monthKey(item.at);
    const last = sections.at(-1);
    if (last?.key === key) last.items.push(item);
    else sections.push({ key, open: false, at: item.at, items: [item] });
  }
  return sections;
}

function isOpen(item: HistoryItem): boolean {
  return item.type === 'conversation' && item.status !== 'closed';
}

function monthKey(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}`;
}
