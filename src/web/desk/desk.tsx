import { IconMessages } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../frame/keys.ts';
import { Empty } from '../frame/states.tsx';
import { ConversationList } from './conversation-list.tsx';
import { OpenSkeleton } from './open-skeleton.tsx';
import './desk.css';
import './recognition.css';
import './conversation-list.css';
import './talk.css';
import './client-panel.css';
import './team.css';

const load = () => import('./open-conversation.tsx').then((room) => ({ default: room.OpenConversation }));
const OpenConversation = lazy(load);

/** The desk: conversations left, the open one in the middle, its client right. On a small screen one of them at a time. */
export function Desk() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false });
  const search = useSearch({ from: '/w/$slug/conversations' });
  const [panel, setPanel] = useState(false);
  useKeys({ escape: () => (panel ? setPanel(false) : false) });
  const cache = useQueryClient();
  useEffect(() => {
    let timer = setTimeout(loadAhead, 500);
    function loadAhead() {
      if (cache.isFetching() > 0)
        timer = setTimeout(loadAhead, 200); // the list comes first
      else void load().catch(() => undefined); // before anybody opens one
    }
    return () => clearTimeout(timer);
  }, [cache]);
  return (
    <div className="desk-room" data-shows={id ? 'conversation' : 'list'} data-panel={panel || undefined}>
      <ConversationList search={search} current={id} />
      {id ? (
        <Suspense fallback={<OpenSkeleton />}>
          <OpenConversation key={id} id={id} panel={panel} onPanel={setPanel} />
        </Suspense>
      ) : (
        <main className="pane talk middle" data-pane tabIndex={-1}>
          <Empty icon={IconMessages} title={t('desk.choose')}>
            {t('desk.chooseHint')}
          </Empty>
        </main>
      )}
    </div>
  );
}
