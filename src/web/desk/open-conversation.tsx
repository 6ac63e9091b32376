import { useQuery } from '@tanstack/react-query';
import { lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached, failureOf } from '../api.ts';
import { Failed, NotFound } from '../frame/states.tsx';
import { useTitle } from '../frame/use-title.ts';
import { WhenOpened } from '../frame/when-opened.tsx';
import { type Asking, AskingContext } from './asking.ts';
import { ClientPanel } from './client-panel.tsx';
import { OpenSkeleton } from './open-skeleton.tsx';
import { Talk } from './talk.tsx';

const AskColleague = lazy(() => import('./ask-colleague.tsx').then((room) => ({ default: room.AskColleague })));

interface OpenConversationProps {
  id: string;
  /** Whether the client's panel is drawn out, where it is a drawer. */
  panel: boolean;
  onPanel: (open: boolean) => void;
}

/** An open conversation with its client. */
export function OpenConversation({ id, panel, onPanel }: OpenConversationProps) {
  const { t } = useTranslation();
  const conversation = useQuery(cached.conversations.read.queryOptions({ input: { id } }));
  const [asking, setAsking] = useState<{ what: Asking; opened: boolean }>({ what: 'redirect', opened: false });
  const ask = useCallback((what: Asking) => setAsking({ what, opened: true }), []);
  useTitle(conversation.data?.topic);

  if (conversation.data) {
    return (
      <AskingContext value={ask}>
        <Talk conversation={conversation.data} onClient={() => onPanel(!panel)} />
        <ClientPanel
          conversation={conversation.data}
          drawn={panel}
          onShow={() => onPanel(true)}
          onHide={() => onPanel(false)}
        />
        <WhenOpened opened={asking.opened}>
          <AskColleague
            conversation={conversation.data}
            {...asking}
            onClose={() => setAsking({ ...asking, opened: false })}
          />
        </WhenOpened>
      </AskingContext>
    );
  }
  if (failureOf(conversation.error).code === 'NOT_FOUND') return <NotFound />;
  if (!conversation.isError) return <OpenSkeleton />;
  return (
    <main className="pane talk" data-pane tabIndex={-1}>
      <Failed title={t('desk.loadFailed')} error={conversation.error} retry={() => void conversation.refetch()} />
    </main>
  );
}
