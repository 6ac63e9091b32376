import { cached } from '../api.ts';
import { queries } from '../queries.ts';
import { entriesQuestion } from './entries-question.ts';

/**
 * Asks what an open conversation shows before its room asks: when one points at it, walks to it, or just opened it, all at once. What is known is not
 * asked again, and nobody waits for it.
 */
export function openAhead(id: string): void {
  void queries.prefetchInfiniteQuery(entriesQuestion(id));
  void queries.prefetchQuery(cached.conversations.way.queryOptions({ input: { id } }));
  void queries.fetchQuery(cached.conversations.read.queryOptions({ input: { id } })).then(
    ({ contact }) => {
      if (contact) void queries.prefetchQuery(cached.contacts.read.queryOptions({ input: { id: contact.id } }));
    },
    () => undefined, // the room itself says what is wrong
  );
}
