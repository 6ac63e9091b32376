import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Conversation } from '#contract/conversation.ts';
import { api, cached } from '../api.ts';
import { noteSeen } from '../note-seen.ts';

/** Marks an open conversation as read while its page can be seen: when it opens, and with every word that comes. */
export function useSeen({ id, unread, lastAt }: Conversation): void {
  const cache = useQueryClient();
  const told = useRef('');
  useEffect(() => {
    const tell = () => {
      const now = `${id} ${lastAt}`;
      if (document.visibilityState !== 'visible' || (told.current === now && !unread)) return;
      told.current = now;
      void api.conversations.seen({ id }).then(
        () => {
          noteSeen(cache, id);
          void cache.invalidateQueries({ queryKey: cached.conversations.counts.key() });
        },
        () => undefined, // whoever may not mark it reads it all the same
      );
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [id, unread, lastAt, cache]);
}
