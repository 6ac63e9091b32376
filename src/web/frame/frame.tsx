import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached, failureOf } from '../api.ts';
import { LeftoversDialog } from '../history/leftovers.tsx';
import { speak } from '../i18n/start.ts';
import { ImportPlace } from '../imports/import-place.tsx';
import { useLive } from '../live.ts';
import { OfferPlace } from '../offers/offer-place.tsx';
import { rememberWorkspace } from '../workspace.ts';
import { preloadDialog } from './dialog.tsx';
import { useKeys } from './keys.ts';
import { setOwnKeys } from './own-keys.ts';
import { Rail } from './rail.tsx';
import { Failed, NotFound } from './states.tsx';
import { ToastPlace } from './toast-place.tsx';
import { useOwnSettings } from './use-own-settings.ts';
import { WhenOpened } from './when-opened.tsx';

const Palette = lazy(() => import('./palette.tsx').then((room) => ({ default: room.Palette })));
const Alerts = lazy(() => import('../alerts/alerts.tsx').then((room) => ({ default: room.Alerts })));
const AllKeys = lazy(() => import('./all-keys.tsx').then((room) => ({ default: room.AllKeys })));

/** The frame of a workspace: the rail, the room that the address names, toasts, keys that act anywhere, and the stream of live events. */
export function Frame() {
  const { slug } = useParams({ from: '/w/$slug' });
  const { t } = useTranslation();
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const connected = useLive(slug, me.data?.id, me.data?.live);
  const own = useOwnSettings();
  const navigate = useNavigate();
  const isSupervisor = me.data !== undefined && me.data.role !== 'operator';

  useEffect(preloadDialog, []);
  useEffect(() => {
    if (!me.data) return;
    rememberWorkspace(slug);
    void speak(me.data.language);
  }, [me.data, slug]);
  useEffect(() => {
    if (own) setOwnKeys(own);
  }, [own]);

  useKeys({
    palette: () => setOpen('palette'),
    help: () => setOpen('keys'),
    goConversations: () => void navigate({ to: '/w/$slug/conversations', params: { slug } }),
    goDirectory: () => void navigate({ to: '/w/$slug/contacts', params: { slug } }),
    ...(isSupervisor && { goBoard: () => void navigate({ to: '/w/$slug/board', params: { slug }, search: {} }) }),
    goReview: () => void navigate({ to: '/w/$slug/review', params: { slug } }),
    goSettings: () => void navigate({ to: '/w/$slug/settings', params: { slug } }),
    f6: (event) => focusNextPane(event.shiftKey ? -1 : 1),
  });

  if (me.isError) {
    const { code } = failureOf(me.error);
    if (code === 'UNAUTHENTICATED') return null; // the cache is on its way to the sign-in page
    if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return <NotFound />;
    if (!me.data) {
      return (
        <main className="pane middle">
          <Failed title={t('frame.failed')} error={me.error} retry={() => void me.refetch()} />
        </main>
      );
    }
  }
  return (
    <>
      {me.data?.kind === 'operator' && <OfferPlace />}
      <div className="app">
        <Rail me={me.data} onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
        {me.data ? <Outlet /> : <main className="pane" aria-busy="true" />}
      </div>
      {!connected && <output className="chip c lost">{t('frame.connectionLost')}</output>}
      <ToastPlace />
      <LeftoversDialog />
      <ImportPlace />
      {me.data && (
        <Suspense fallback={null}>
          <Alerts slug={slug} me={me.data.id} />
        </Suspense>
      )}
      <WhenOpened opened={open === 'palette'}>
        <Palette opened={open === 'palette'} onClose={() => setOpen(null)} />
      </WhenOpened>
      <WhenOpened opened={open === 'keys'}>
        <AllKeys opened={open === 'keys'} onClose={() => setOpen(null)} />
      </WhenOpened>
    </>
  );
}

/** F6 moves between the panes in the order of the page. */
function focusNextPane(step: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes.at((at + step) % panes.length)?.focus();
}
