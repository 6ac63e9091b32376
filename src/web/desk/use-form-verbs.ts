import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { SentForm } from '#contract/form.ts';
import { api, failureOf } from '../api.ts';
import { askRecordsAnew } from '../ask-anew.ts';
import { toast } from '../frame/toast.ts';

/** What can be done with the answers to a form that wait as proposals: taking them over, all or some, and dismissing them. */
export function useFormVerbs({ id }: Pick<Conversation, 'id'>, { id: sentId }: Pick<SentForm, 'id'>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const common = {
    onError: (error: unknown) =>
      toast(`${t('heroCard.notTaken')}. ${failureOf(error).message || t('frame.nothingLost')}`),
    onSettled: () => askRecordsAnew(cache),
  };
  const takeOver = useMutation({
    mutationFn: (fields: string[] | undefined) => api.forms.takeOver({ id, sentId, fields }),
    onSuccess: ({ changeId }) => toast(t('heroCard.takenOverToast'), changeId),
    ...common,
  });
  const dismiss = useMutation({
    mutationFn: () => api.forms.dismiss({ id, sentId }),
    onSuccess: () => toast(t('heroCard.dismissedToast')),
    ...common,
  });
  return { takeOver, dismiss };
}
