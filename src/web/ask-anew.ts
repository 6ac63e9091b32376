import { type InfiniteData, partialMatchKey, type Query, type QueryClient } from '@tanstack/react-query';
import { cached } from './api.ts';
import { pagesKept } from './first-pages.ts';

/**
 * After a step that may touch anything, as one that takes a change back does: what is on screen is asked anew. Of a list of conversations that somebody
 * loaded far down the live stream tells which rows changed: thousands that are known are not asked again.
 * @returns when the answers are here.
 */
export function askAnew(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ predicate: (query) => !isLongList(query) });
}

/** After a step that touches cards and conversations: the same, but what the workspace is set up with stays known. */
export function askRecordsAnew(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ predicate: (query) => !isLongList(query) && !isSetUp(query) });
}

function isSetUp({ queryKey }: Query): boolean {
  const { me, workspace, channels, queues, operators, fields, templates, forms, routingRules, tagRules } = cached;
  const parts = [me, workspace, channels, queues, operators, fields, templates, forms, routingRules, tagRules];
  return parts.some((part) => partialMatchKey(queryKey, part.key()));
}

/** A list of conversations with more pages than are asked again with every news. */
export function isLongList({ queryKey, state }: Query): boolean {
  if (!partialMatchKey(queryKey, cached.conversations.list.key())) return false;
  const data = state.data as InfiniteData<unknown> | object | undefined;
  return data !== undefined && 'pages' in data && data.pages.length > pagesKept;
}
