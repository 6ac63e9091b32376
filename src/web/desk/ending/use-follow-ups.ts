import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AttemptInput, FollowUp, FollowUpEdit, FollowUpPlan } from '#contract/follow-up.ts';
import { api } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { soon } from '../../i18n/format.ts';
import { useFollowUpWords } from './follow-up-words.ts';

/** Planning, moving and ending callbacks and reminders (R-DSK-4): what is planned or cancelled can be taken back. */
export function useFollowUps() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const words = useFollowUpWords();
  const refusalWords = useRefusalWords();
  const common = {
    onSettled: () => void askRecordsAnew(cache), // nobody waits for what is asked anew
    onError: (error: unknown) => toast(`${t('talk.failed')}. ${refusalWords(error)}`),
  };
  const plan = useMutation({
    mutationFn: (input: FollowUpPlan) => api.followUps.plan(input),
    onSuccess: (made) => toast(t('followUp.planned', { what: words(made) }), () => cancel.mutate(made.id)),
    ...common,
    onError: undefined, // the dialog says it
  });
  const change = useMutation({
    mutationFn: ({ before: _, ...edit }: FollowUpEdit & { before: FollowUp }) => api.followUps.change(edit),
    onSuccess: (now, { before }) => toast(t('followUp.moved', { what: words(now) }), () => putBack.mutate(before)),
    ...common,
    onError: undefined,
  });
  const putBack = useMutation({
    mutationFn: ({ id, dueAt, until, phone, note, operator }: FollowUp) =>
      api.followUps.change({ id, dueAt, until, phone, note, operatorId: operator?.id ?? null }),
    onSuccess: (now) => toast(t('followUp.moved', { what: words(now) })),
    ...common,
  });
  const cancel = useMutation({
    mutationFn: (id: string) => api.followUps.cancel({ id }),
    onSuccess: (gone) => toast(t('followUp.cancelled', { what: words(gone) }), () => restore.mutate(gone.id)),
    ...common,
  });
  const restore = useMutation({
    mutationFn: (id: string) => api.followUps.restore({ id }),
    onSuccess: (now) => toast(t('followUp.restored', { what: words(now) })),
    ...common,
  });
  const attempt = useMutation({
    mutationFn: (input: AttemptInput) => api.followUps.attempt(input),
    onSuccess: ({ state, dueAt, result: ended, kind }, { result }) => {
      const said = { result: t(`followUp.results.${result}`) };
      if (kind === 'reminder') toast(t('followUp.reminderDone'));
      else if (state === 'planned') toast(t('followUp.again', { ...said, when: soon(dueAt) }));
      else toast(t(ended === 'gaveUp' ? 'followUp.gaveUp' : 'followUp.ended', said));
    },
    ...common,
  });
  return { plan, change, cancel, restore, attempt };
}
