import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { HistoryItem } from '#contract/history.ts';
import { keepFirstPages } from '../first-pages.ts';
import { filterAsked, type HistoryFilter } from './history-filter.ts';
import { historyQuestion } from './history-question.ts';

/** The time axis of a card in key pages, newest first; with a search, only what it hits. */
export function useHistory(contactId: number, q: string, filter: HistoryFilter = {}) {
  const cache = useQueryClient();
  const question = historyQuestion(contactId, { q: q || undefined, ...filterAsked(filter) });
  const query = useInfiniteQuery({ ...question, placeholderData: keepPreviousData });
  const key = JSON.stringify(question.queryKey);
  useEffect(() => () => keepFirstPages(cache, JSON.parse(key)), [cache, key]); // opened again, it begins at its top
  const { data } = query;
  const items: HistoryItem[] = useMemo(() => (data?.pages ?? []).flatMap((page) => page.items), [data]);
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

/** A part of the axis under one heading: what is open now, or a month. */
export interface Section {
  key: string;
  open: boolean;
  /** A time within the month. */
  at: string;
  items: HistoryItem[];
}

/** Open conversations first, then months. */
export function sectionsOf(items: HistoryItem[]): Section[] {
  const open = items.filter(isOpen);
  const sections: Section[] = open.length > 0 ? [{ key: 'open', open: true, at: '', items: open }] : [];
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
