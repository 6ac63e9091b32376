import { cached } from '../api.ts';

type Asked = Omit<Parameters<typeof cached.contacts.history.call>[0], 'id' | 'cursor' | 'limit'>;

/** The time axis of a card in key pages, newest first; `only` what is searched or filtered for. One question wherever it is asked. */
export function historyQuestion(id: number, only: Asked = {}) {
  return cached.contacts.history.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, ...only, cursor, limit: 50 }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}
