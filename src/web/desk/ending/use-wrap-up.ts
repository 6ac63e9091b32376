import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { deskSearch } from '../../addresses.ts';
import { api, cached } from '../../api.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { clock } from '../../i18n/format.ts';
import { currentWorkspace } from '../../workspace.ts';
import { askAfter } from '../freshen-rows.ts';
import { useDeskVerbs } from '../use-desk-verbs.ts';

/** What ends wrap-up, prolongs it, or puts it off (R-DSK-3). */
export function useWrapUp({ id, topic }: Pick<Conversation, 'id' | 'topic'>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const refusalWords = useRefusalWords();
  const { reopen } = useDeskVerbs({ id, topic });
  const show = (now: Conversation) => cache.setQueryData(cached.conversations.read.queryKey({ input: { id } }), now);
  const common = {
    onError: (error: unknown) => toast(`${t('wrapUp.failed')}. ${refusalWords(error)}`),
    onSettled: () => void askAfter(cache, id), // nobody waits for what is asked anew
  };
  const finish = useMutation({
    mutationFn: (given: { result: string | null; leaveUnknown: boolean }) => api.conversations.finish({ id, ...given }),
    onSuccess: (now) => {
      show(now);
      toast(t('talk.closed', { name: topic }), () => reopen.mutate());
    },
    ...common,
  });
  const moreTime = useMutation({
    mutationFn: () => api.conversations.moreTime({ id }),
    onSuccess: (now) => {
      show(now);
      if (now.wrapUp) toast(t('wrapUp.moreGiven', { time: clock(now.wrapUp.until) }));
    },
    ...common,
  });
  const later = useMutation({
    mutationFn: () => api.conversations.moreTime({ id, seconds: 0 }),
    onSuccess: (now) => {
      show(now);
      toast(t('wrapUp.isLater', { name: topic }));
      const search = (before: object) => deskSearch({ ...before });
      void navigate({ to: '/w/$slug/conversations', params: { slug: currentWorkspace() }, search });
    },
    ...common,
  });
  return { finish, moreTime, later };
}
