import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { refusalAnswers } from '#contract/recognition.ts';
import { api } from '../api.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { toast } from '../frame/toast.ts';
import { askAfter } from './freshen-rows.ts';

export type RefusalAnswer = (typeof refusalAnswers)[number];

/** What a person decides about who a conversation is with (R-REC-4, R-REC-7): each with Undo. */
export function useRecognition(conversation: Conversation) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  const { id } = conversation;
  const common = {
    onError: (error: unknown) => toast(`${t('refuse.failed')}. ${words(error)}`),
    // Not waited for: a dialog closes when the answer is there, and not when the whole screen was asked for anew.
    onSettled: () => void askAfter(cache, id),
  };
  const refuse = useMutation({
    mutationFn: ({ answer, contactId }: { answer: RefusalAnswer; contactId: number; name: string }) =>
      api.conversations.refuse({ id, answer, contactId }),
    onSuccess: ({ changeId }, { answer, name }) =>
      toast(t('refuse.done', { name, answer: t(`refuse.${answer}Hint`) }), changeId),
    ...common,
  });
  /** The value was refused before: the refusal is taken back, and the value marked as shared instead. */
  const shareInstead = useMutation({
    mutationFn: async ({ refusal, contactId }: { refusal: string | null; contactId: number; name: string }) => {
      if (refusal) await api.changes.undo({ id: refusal });
      return api.conversations.refuse({ id, answer: 'severalPeople', contactId });
    },
    onSuccess: ({ changeId }, { name }) =>
      toast(t('refuse.done', { name, answer: t('refuse.severalPeopleHint') }), changeId),
    ...common,
  });
  const answerContrary = useMutation({
    mutationFn: (answer: 'switch' | 'keep') => api.conversations.answerContrary({ id, answer }),
    onSuccess: ({ changeId }, answer) => {
      const name = answer === 'switch' ? conversation.contrary?.contact.name : conversation.contact?.name;
      toast(t(answer === 'switch' ? 'contrary.switched' : 'contrary.kept', { name: name ?? '' }), changeId);
    },
    ...common,
    onSettled: () => askAfter(cache, id), // its buttons rest until the banner is gone
  });
  return { refuse, shareInstead, answerContrary };
}
