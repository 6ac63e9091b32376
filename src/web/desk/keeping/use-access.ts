import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccessAnswer, AccessRequest } from '#contract/access.ts';
import { api } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { dayAndTime } from '../../i18n/format.ts';

/** Answers a request for a look (R-HIS-5), and says what came of it. */
export function useAnswerAccess() {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, answer }: Pick<AccessAnswer, 'id' | 'answer'>) => api.accessRequests.answer({ id, answer }),
    onSuccess: (now, { answer }) => toast(said(now, answer)),
    onError: (error) => toast(`${t('keeping.answerFailed')}. ${words(error)}`),
    onSettled: () => void askRecordsAnew(cache),
  });

  function said({ by: { name }, until }: AccessRequest, answer: AccessAnswer['answer']): string {
    if (answer === 'grant') return t('keeping.granted', { name, when: until ? dayAndTime(until) : '' });
    if (answer === 'refuse') return t('keeping.refusedToast', { name });
    return answer === 'withdraw' ? t('keeping.withdrawn', { name }) : t('keeping.takenBack');
  }
}
