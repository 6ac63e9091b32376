import { IconLock } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import type { Action } from '../frame/actions.ts';
import { useMe } from '../frame/use-me.ts';
import { WhenOpened } from '../frame/when-opened.tsx';

const HoldDialog = lazy(() => import('./hold-dialog.tsx').then((room) => ({ default: room.HoldDialog })));

/** Holding a conversation (R-HIS-7): what the menu of its head offers administrators, and the dialog. */
export function useHoldTalk({ id, topic }: Conversation): { actions: Action[]; dialog: React.ReactNode } {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const isAdministrator = useMe()?.role === 'administrator';
  const actions: Action[] = isAdministrator
    ? [{ name: t('kept.hold'), icon: IconLock, run: () => setOpened(true) }]
    : [];
  const dialog = (
    <WhenOpened opened={opened}>
      <HoldDialog
        of={{ conversationId: id }}
        name={topic || t('kept.clientGone')}
        opened={opened}
        onClose={() => setOpened(false)}
      />
    </WhenOpened>
  );
  return { actions, dialog };
}
