import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BeginInput, WayToWrite } from '#contract/begin.ts';
import type { Conversation } from '#contract/conversation.ts';
import { deskSearch } from '../addresses.ts';
import { api, cached, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { encodedFile } from '../desk/composer/send-pending.ts';
import { giveBack } from '../desk/composer/writing.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { currentWorkspace } from '../workspace.ts';
import { type Beginning, forgetBeginning } from './begun-drafts.ts';

interface ToBegin {
  beginning: Beginning;
  way: WayToWrite;
  despite: NonNullable<BeginInput['despite']>;
}

/** Begins the conversation and opens it. While it may be taken back, Undo brings the words into its field. */
export function useBegin(contactId: number, onDone: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const words = useRefusalWords();

  const takeBack = async ({ id, contact }: Conversation, { replyId, text, files }: Beginning) => {
    try {
      await api.conversations.takeBack({ id, replyId });
      giveBack(id, { mode: 'reply', text: text.trim(), files, contactId: contact?.id ?? null });
      toast(t('delivery.takenBackToast'));
    } catch (error) {
      toast(words(error));
    }
    void askRecordsAnew(cache);
  };

  return useMutation({
    mutationFn: async ({ beginning, way, despite }: ToBegin) => {
      const { conversationId, replyId, queueId, subject, text, files } = beginning;
      const { kind, value, account } = way.to;
      return api.contacts.begin({
        id: contactId,
        conversationId,
        replyId,
        channelId: way.channel.id,
        to: { kind, value, account },
        ...(queueId && { queueId }),
        ...(way.channel.kind === 'email' && { subject }),
        text,
        despite,
        attachments: await Promise.all(files.map(encodedFile)),
      });
    },
    retry: (count, error) => count < 2 && failureOf(error).code === 'UNREACHABLE', // the same ids: one conversation
    onSuccess: (begun, { beginning }) => {
      forgetBeginning(contactId);
      cache.setQueryData(cached.conversations.read.queryKey({ input: { id: begun.id } }), begun);
      toast(t('begin.begun', { name: begun.topic }), () => void takeBack(begun, beginning));
      onDone();
      const params = { slug: currentWorkspace(), id: begun.id };
      void navigate({ to: '/w/$slug/conversations/$id', params, search: (before) => deskSearch({ ...before }) });
    },
    onSettled: () => void askRecordsAnew(cache),
  });
}
