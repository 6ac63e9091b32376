import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '#contract/conversation.ts';
import type { ConversationEdit } from '#contract/desk.ts';
import { api, cached } from '../api.ts';
import { toast } from '../frame/toast.ts';
import { askAfter } from './freshen-rows.ts';

interface Edit extends Pick<ConversationEdit, 'parameters'> {
  tags?: { add?: string[]; remove?: string[] };
  /** What is said when it is done, with Undo. */
  said: string;
}

/** Changes parameters and tags of a conversation, during it and after (R-TAB-4, R-TAB-5); each can be taken back. */
export function useConversationEdit({ id }: Pick<Conversation, 'id'>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ said: _, ...edit }: Edit) => api.conversations.edit({ id, ...edit }),
    onSuccess: ({ changeId, ...saved }, { said }) => {
      cache.setQueryData(cached.conversations.read.queryKey({ input: { id } }), saved);
      if (changeId) toast(said, changeId);
    },
    onSettled: (_result, _error, { tags }) => {
      void askAfter(cache, id, cached.conversations.key());
      if (tags) void cache.invalidateQueries({ queryKey: cached.conversationTags.key() });
    },
  });
}
