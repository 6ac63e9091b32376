import { cached } from '../api.ts';

/** All entries of a conversation, oldest first, page after page: one question wherever it is asked. */
export function entriesQuestion(id: string) {
  return cached.conversations.entries.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, cursor, limit: 200 }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}
