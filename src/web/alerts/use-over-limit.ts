import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ConversationRow } from '#contract/conversation.ts';
import { cached } from '../api.ts';

/** How often it is looked whether somebody waits too long, in ms. */
const every = 10_000;

/** Tells of those in one's queues who wait longer than the limit of the queue (R-DSK-6), once each; not of those who did so when one came. */
export function useOverLimit(wanted: boolean, tell: (rows: ConversationRow[]) => void): void {
  const waiting = useQuery(
    cached.conversations.list.queryOptions({ input: { view: 'waiting', limit: 50 }, enabled: wanted }),
  ).data?.items;
  const queues = useQuery(cached.queues.list.queryOptions({ staleTime: 300_000, enabled: wanted })).data?.items;
  const told = useRef<Set<string> | null>(null);
  const current = useRef(tell);
  current.current = tell;

  useEffect(() => {
    if (!wanted || !waiting || !queues) return;
    const look = () => {
      const limitOf = new Map(queues.map(({ id, limitAfter }) => [id, limitAfter * 1_000]));
      const isOver = ({ queue, waitingSince }: ConversationRow) =>
        waitingSince !== null &&
        Date.now() - Date.parse(waitingSince) > (limitOf.get(queue.id) ?? Number.POSITIVE_INFINITY);
      const over = waiting.filter(isOver);
      const isFirst = told.current === null;
      const before = told.current ?? new Set<string>();
      const news = over.filter(({ id }) => !before.has(id));
      told.current = new Set(over.map(({ id }) => id));
      if (!isFirst && news.length > 0) current.current(news);
    };
    look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [wanted, waiting, queues]);
}
