import type { QueryClient, QueryFunctionContext, QueryKey } from '@tanstack/react-query';
import type { Contact } from '#contract/contact.ts';
import { api, cached } from '../api.ts';
import { historyQuestion } from '../history/history-question.ts';

/**
 * A card, wherever its page or a conversation opens it. One request brings all that they show of it: the first page of the history, possible duplicates and
 * holds are put where their own rooms look for them, and so not asked again. A card that is on screen is asked for alone, when news made it stale.
 */
export function cardQuestion(id: number) {
  const question = cached.contacts.read.queryOptions({ input: { id } });
  return {
    ...question,
    queryFn: ({ client, signal }: QueryFunctionContext): Promise<Contact> => {
      const known = client.getQueryCache().find({ queryKey: question.queryKey });
      const isShown = known?.state.data !== undefined && known.isActive();
      return isShown ? api.contacts.read({ id }, { signal }) : withContext(client, id, signal);
    },
  };
}

/** The pairs of a card that wait to be decided. */
export function pairsQuestion(id: number) {
  return cached.duplicates.list.queryOptions({ input: { contact: id, state: 'open', limit: 20 } });
}

async function withContext(client: QueryClient, asked: number, signal: AbortSignal): Promise<Contact> {
  const { contact, history, duplicates, holds } = await api.contacts.context({ id: asked }, { signal });
  const { id } = contact; // of a merged card, the one that it was merged into
  const keep = (queryKey: QueryKey, data: unknown) => {
    if (!client.getQueryCache().find({ queryKey })?.isActive()) client.setQueryData(queryKey, data);
  };
  keep(historyQuestion(id).queryKey, { pages: [history], pageParams: [undefined] });
  keep(pairsQuestion(id).queryKey, duplicates);
  keep(cached.contacts.holds.queryKey({ input: { id } }), holds);
  if (id !== asked) keep(cached.contacts.read.queryKey({ input: { id } }), contact);
  return contact;
}
