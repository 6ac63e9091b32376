import { cached } from '../api.ts';
import { cardQuestion } from '../contact/card-question.ts';
import { queries } from '../queries.ts';
import { entriesQuestion } from './entries-question.ts';
import { listedRows } from './known-conversations.ts';

/**
 * Asks what an open conversation shows before its room asks: when one points at it, walks to it, or just opened it, all at once. What is known is not
 * asked again, and nobody waits for it.
 */
export function openAhead(id: string): void {
  void queries.fetchQuery(cached.conversations.read.queryOptions({ input: { id } })).then(
    ({ contact }) => {
      if (contact) clientAhead(contact.id);
    },
    () => undefined, // the room itself says what is wrong
  );
  void queries.prefetchInfiniteQuery(entriesQuestion(id));
  const client = listedClient(id);
  if (client !== undefined) clientAhead(client);
  void queries.prefetchQuery(cached.conversations.way.queryOptions({ input: { id } }));
}

/** The card alone, for the tab beside the conversation: its history has a tab of its own, and comes with that. */
function clientAhead(id: number): void {
  void queries.prefetchQuery(cached.contacts.read.queryOptions({ input: { id } }));
}

/** The client of a conversation as a list has it, so that the card is asked for beside the conversation and not after it. */
function listedClient(id: string): number | undefined {
  return listedRows(queries).find((row) => row.id === id)?.contact?.id;
}

/** Asks for a card with all that its page shows, likewise. */
export function cardAhead(id: number): void {
  if (Number.isSafeInteger(id)) void queries.prefetchQuery(cardQuestion(id));
}
