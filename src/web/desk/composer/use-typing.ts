import { useRef } from 'react';
import type { Conversation } from '#contract/conversation.ts';
import { api } from '../../api.ts';

/** What one types counts for six seconds: it is told every three at most. */
const pace = 3_000;

/** Tells the client and colleagues that a reply is being written; of a note nothing is told. */
export function useTyping({ id, mine }: Pick<Conversation, 'id' | 'mine'>): () => void {
  const told = useRef(0);
  return () => {
    if (!mine || Date.now() - told.current < pace) return;
    told.current = Date.now();
    void api.conversations.typing({ id }).catch(() => undefined);
  };
}
