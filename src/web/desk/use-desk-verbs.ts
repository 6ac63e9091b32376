import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { HandoverAnswer } from '#contract/desk.ts';
import { deskSearch } from '../addresses.ts';
import { api, cached, failureOf } from '../api.ts';
import { toast } from '../frame/toast.ts';
import { currentWorkspace } from '../workspace.ts';
import { askAfter, freshenRows } from './freshen-rows.ts';

interface Asked {
  to?: string;
  queue?: string;
  /** As it reads in what is said afterwards. */
  name: string;
  note: string | null;
}

/** What can be done about who has a conversation (R-DSK-1, R-TAB-3, R-TAB-6): each says what happened, and closing can be taken back. */
export function useDeskVerbs({ id, topic }: Pick<Conversation, 'id' | 'topic'>) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const refused = (title: string) => (error: unknown) =>
    toast(`${title}. ${failureOf(error).message || t('frame.nothingLost')}`);
  /** What the answer says stands on the screen at once. */
  const show = (now: Conversation) => cache.setQueryData(cached.conversations.read.queryKey({ input: { id } }), now);
  const common = { onError: refused(t('talk.failed')), onSettled: () => void askAfter(cache, id) }; // nobody waits for what is asked anew

  const accept = useMutation({
    mutationFn: (takeOver: boolean) => api.conversations.accept({ id, takeOver }),
    onSuccess: (now) => {
      show(now);
      toast(t('talk.accepted', { name: topic }));
    },
    ...common,
    onError: refused(t('talk.notAccepted')),
  });
  const reopen = useMutation({
    mutationFn: () => api.conversations.reopen({ id }),
    onSuccess: (now) => {
      show(now);
      toast(t('talk.reopened', { name: topic }));
    },
    ...common,
  });
  const close = useMutation({
    mutationFn: (result: string | null) => api.conversations.close({ id, result }),
    onSuccess: (now) => {
      show(now);
      if (now.wrapUp) return; // its sheet says so
      toast(t('talk.closed', { name: topic }), () => reopen.mutate());
    },
    ...common,
  });
  const redirect = useMutation({
    mutationFn: ({ to, queue, note }: Asked) => api.conversations.redirect({ id, to, queue, note }),
    onSuccess: (now, { queue, name }) => {
      show(now);
      toast(t(queue ? 'handover.toQueue' : 'handover.asked', { name }));
    },
    ...common,
    onError: undefined, // the dialog says it, with another way
  });
  const invite = useMutation({
    mutationFn: ({ to = '', note }: Asked) => api.conversations.invite({ id, to, note }),
    onSuccess: (_, { name }) => toast(t('handover.asked', { name })),
    ...common,
    onError: undefined,
  });
  const answer = useMutation({
    mutationFn: ({ said: _, ...given }: Omit<HandoverAnswer, 'id'> & { said: string }) =>
      api.conversations.answer({ id, ...given }),
    onSuccess: (now, { said, answer: given }) => {
      toast(said);
      show(now);
      if (given !== 'decline') return;
      // who declined may not read it any more: back to the list
      const search = (before: object) => deskSearch({ ...before });
      void navigate({ to: '/w/$slug/conversations', params: { slug: currentWorkspace() }, search });
    },
    ...common,
    onSettled: (_, error, { answer: given }) => {
      const isLeft = given === 'decline' && !error; // nothing of it is asked anew before it is opened again
      void cache.invalidateQueries({ refetchType: isLeft ? 'none' : 'active' });
      freshenRows(cache, [id]);
      void cache.invalidateQueries({ queryKey: cached.conversations.counts.key() });
    },
  });
  const leave = useMutation({
    mutationFn: (operator: { id: string; name: string } | null) =>
      api.conversations.leave({ id, operator: operator?.id }),
    onSuccess: (_, operator) =>
      toast(operator ? t('team.removed', { name: operator.name }) : t('team.left', { name: topic })),
    ...common,
  });
  return { accept, reopen, close, redirect, invite, answer, leave };
}
