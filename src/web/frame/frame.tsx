import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cached, failureOf } from '../api.ts';
import { LeftoversDialog } from '../history/leftovers.tsx';
import { speak } from '../i18n/start.ts';
import { ImportPlace } from '../imports/import-place.tsx';
import { useLive } from '../live.ts';
import { rememberWorkspace } from '../workspace.ts';
import { preloadDialog } from './dialog.tsx';
import { useKeys } from './keys.ts';
import { Rail } from './rail.tsx';
import { Failed, NotFound } from './states.tsx';
import { ToastPlace } from './toast-place.tsx';
import { WhenOpened } from './when-opened.tsx';

const Palette = lazy(() => import('./palette.tsx').then((room) => ({ default: room.Palette })));
const AllKeys = lazy(() => import('./all-keys.tsx').then((room) => ({ default: room.AllKeys })));

/** The frame of a workspace: the rail, the room that the address names, toasts, keys that act anywhere, and the stream of live events. */
export function Frame() {
  const { slug } = useParams({ from: '/w/$slug' });
  const { t } = useTranslation();
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const connected = useLive(slug, me.isSuccess);
  const navigate = useNavigate();

  useEffect(preloadDialog, []);
  useEffect(() => {
    if (!me.data) return;
    rememberWorkspace(slug);
    void speak(me.data.language);
  }, [me.data, slug]);

  useKeys({
    'mod+k': () => setOpen('palette'),
    '?': () => setOpen('keys'),
    'g c': () => void navigate({ to: '/w/$slug/conversations', params: { slug } }),
    'g d': () => void navigate({ to: '/w/$slug/contacts', params: { slug } }),
    'g r': () => void navigate({ to: '/w/$slug/review', params: { slug } }),
    'g s': () => void navigate({ to: '/w/$slug/settings', params: { slug } }),
    f6: (event) => focusNextPane(event.shiftKey ? -1 : 1),
  });

  if (me.isError) {
    const { code } = failureOf(me.error);
    if (code === 'UNAUTHENTICATED') return null; // the cache is on its way to the sign-in page
    if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return <NotFound />;
    return (
      <main className="pane middle">
        <Failed title={t('frame.failed')} error={me.error} retry={() => void me.refetch()} />
      </main>
    );
  }
  return (
    <>
      <div className="app">
        <Rail me={me.data} onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
        {me.data ? <Outlet /> : <main className="pane" aria-busy="true" />}
      </div>
      {!connected && <output className="chip c lost">{t('frame.connectionLost')}</output>}
      <ToastPlace />
      <LeftoversDialog />
      <ImportPlace />
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
