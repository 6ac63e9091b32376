import { useCallback, useEffect, useRef, useState } from 'react';

/** What has more pages. */
export interface MorePages {
  data: { pages: readonly unknown[] } | undefined;
  fetchNextPage(): Promise<unknown>;
  isFetching: boolean;
  isFetchNextPageError: boolean;
}

/**
 * An empty end of a list: loads a page when it comes near the screen. Where something else of the list is asked meanwhile, which takes the place of the page that was
 * under way, it is asked for once more; what failed is not tried again by itself.
 */
export function WhenSeen({ list }: { list: MorePages }) {
  const end = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  const now = useRef({ list, isSeen, pagesBefore: 0 });
  now.current = { ...now.current, list, isSeen };
  const load = useCallback(() => {
    const { list } = now.current;
    now.current.pagesBefore = list.data?.pages.length ?? 0;
    void list.fetchNextPage();
  }, []);
  useEffect(() => {
    if (!end.current) return;
    const watcher = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), {
      rootMargin: '400px',
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (isSeen) load();
  }, [isSeen, load]);
  const { isFetching } = list;
  useEffect(() => {
    const { list, isSeen, pagesBefore } = now.current;
    const hasCome = (list.data?.pages.length ?? 0) > pagesBefore;
    if (isSeen && !isFetching && !hasCome && !list.isFetchNextPageError) load();
  }, [isFetching, load]);
  return <div ref={end} style={{ height: 1 }} />;
}
