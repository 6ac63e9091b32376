import { IconBan, IconMailOff, IconRotate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptOut } from '#contract/blocking.ts';
import type { Conversation } from '#contract/conversation.ts';
import { api } from '../../api.ts';
import { askRecordsAnew } from '../../ask-anew.ts';
import type { Action } from '../../frame/actions.ts';
import { useRefusalWords } from '../../frame/refusal-words.ts';
import { toast } from '../../frame/toast.ts';
import { useSupervisor } from '../../frame/use-supervisor.ts';
import { WhenOpened } from '../../frame/when-opened.tsx';

const BlockDialog = lazy(() => import('./block-dialog.tsx').then((room) => ({ default: room.BlockDialog })));

/** Keeping the sender of a conversation out, and letting them in again (R-DSK-5): what the menu of its head offers, and the dialog that asks for how long. */
export function useKeepOut(conversation: Conversation): { actions: Action[]; dialog: React.ReactNode } {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ how: KeptOut; opened: boolean }>({ how: 'blocked', opened: false });
  const isSupervisor = useSupervisor();
  const letIn = useLetIn(conversation);
  const { state, mine, assignee, participants, keptOut } = conversation;
  const isFrom = participants.some(({ role }) => role === 'from');
  const may = isFrom && (state !== 'open' || mine || assignee === null || isSupervisor);
  const ask = (how: KeptOut) => setAsked({ how, opened: true });
  const actions: Action[] = [
    ...(may ? [{ name: t('kept.block'), icon: IconBan, run: () => ask('blocked') }] : []),
    ...(may ? [{ name: t('kept.markSpam'), icon: IconMailOff, run: () => ask('spam') }] : []),
    ...(keptOut ? [{ name: t('kept.letIn'), icon: IconRotate, run: () => letIn.isPending || letIn.mutate() }] : []),
  ];
  const dialog = (
    <WhenOpened opened={asked.opened}>
      <BlockDialog
        key={asked.how}
        conversation={conversation}
        {...asked}
        onClose={() => setAsked({ ...asked, opened: false })}
      />
    </WhenOpened>
  );
  return { actions, dialog };
}

/** Lifts the block of who wrote. Where none stands, the conversation alone was marked: opening it again takes the mark away. */
function useLetIn({ id, topic }: Conversation) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { standing } = await api.conversations.sender({ id });
      if (standing) return api.blockedSenders.lift({ id: standing.id });
      await api.conversations.reopen({ id });
      return { changeId: null };
    },
    onSuccess: ({ changeId }) => toast(t('kept.letInDone', { name: topic }), changeId),
    onError: (error) => toast(words(error)),
    onSettled: () => void askRecordsAnew(cache),
  });
}
