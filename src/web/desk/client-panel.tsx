import { useFocusReturn, useFocusTrap, useMediaQuery } from '@mantine/hooks';
import { IconExternalLink, IconHistory, IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation.ts';
import { useKeys } from '../frame/keys.ts';
import { Empty } from '../frame/states.tsx';
import { currentWorkspace } from '../workspace.ts';
import { ClientTab } from './client-tab.tsx';
import { useTemplatesWish } from './composer/templates-wish.ts';
import { useHistoryWish } from './history-wish.ts';

const History = lazy(() => import('../history/history.tsx').then((room) => ({ default: room.History })));

const TemplatesTab = lazy(() =>
  import('./templates/templates-tab.tsx').then((room) => ({ default: room.TemplatesTab })),
);

type Tab = 'client' | 'history' | 'templates';

/** The client of the open conversation: who it is, and what came before. A drawer where the screen is narrow. */
export function ClientPanel({
  conversation,
  drawn,
  onShow,
  onHide,
}: {
  conversation: Conversation;
  /** Whether it is drawn out. Where it is a drawer, it then keeps the focus, and gives it back. */
  drawn: boolean;
  onShow: () => void;
  onHide: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [tab, setTab] = useState<Tab>('client');
  const [searching, setSearching] = useState(false);
  const [wished, setWished] = useState<string>();
  const isDrawer = useMediaQuery('(max-width: 1100px)') === true && drawn;
  const trap = useFocusTrap(isDrawer);
  useFocusReturn({ opened: isDrawer });
  const { contact } = conversation;
  const whole = contact && { slug: currentWorkspace(), id: String(contact.id) };
  const show = (next: Tab) => {
    setTab(next);
    setSearching(false);
    onShow();
    document.getElementById(`tab-${next}`)?.focus();
  };
  useKeys({
    paneClient: () => show('client'),
    paneHistory: () => show('history'),
    paneTemplates: () => show('templates'),
    ...(whole && { wholeCard: () => void navigate({ to: '/w/$slug/contacts/$id', params: whole }) }),
  });
  useHistoryWish((id) => {
    show('history');
    setWished(id);
  });
  useTemplatesWish(() => {
    show('templates');
    setSearching(true);
  });
  const tabs = [
    ['client', t('client.tab')],
    ['history', t('client.history')],
    ['templates', t('templates.title')],
  ] as const;

  return (
    <aside
      ref={trap}
      className="pane client"
      aria-label={t('desk.client')}
      data-pane
      tabIndex={-1}
      onKeyDown={(event) => {
        const inField = event.target instanceof HTMLInputElement && event.target.value !== '';
        if (event.key !== 'Escape' || !isDrawer || inField || event.defaultPrevented) return;
        event.preventDefault();
        onHide();
      }}
    >
      <div className="tabs">
        <div role="tablist" aria-label={t('client.about')}>
          {tabs.map(([key, name]) => (
            <button
              key={key}
              type="button"
              role="tab"
              id={`tab-${key}`}
              aria-controls="client-pane"
              aria-selected={tab === key}
              onClick={() => setTab(key)}
            >
              {name}
            </button>
          ))}
        </div>
        <span className="grow" />
        {whole && (
          <Link
            to="/w/$slug/contacts/$id"
            params={whole}
            className="ib"
            aria-label={t('client.wholeCard')}
            title={t('client.wholeCard')}
          >
            <IconExternalLink aria-hidden />
          </Link>
        )}
        <button type="button" className="ib only-1024" aria-label={t('frame.close')} onClick={onHide}>
          <IconX aria-hidden />
        </button>
      </div>
      <div id="client-pane" role="tabpanel" aria-labelledby={`tab-${tab}`} className="client-pane">
        {tab === 'client' && <ClientTab conversation={conversation} />}
        {tab === 'history' &&
          (contact ? (
            <Suspense>
              <History
                key={`${contact.id} ${wished}`}
                contactId={contact.id}
                contactName={contact.name ?? conversation.topic}
                current={conversation.id}
                shown={wished}
              />
            </Suspense>
          ) : (
            <Empty icon={IconHistory} title={t('history.none')} />
          ))}
        {tab === 'templates' && (
          <Suspense>
            <TemplatesTab conversation={conversation} searching={searching} onInserted={onHide} />
          </Suspense>
        )}
      </div>
    </aside>
  );
}
