import { type Icon, IconAlertTriangle, IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentWorkspace } from '../workspace.ts';
import { useRefusalWords } from './refusal-words.ts';

/** Nothing to show: an icon, one bold sentence, one way on. */
export function Empty({ icon: Icon, title, children }: { icon: Icon; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon aria-hidden />
      <b>{title}</b>
      {children && <span className="s12">{children}</span>}
    </div>
  );
}

/** What failed, that nothing is lost, and Try again; the rest of the page keeps working. */
export function Failed({ title, error, retry }: { title: string; error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  return (
    <div className="empty" role="alert">
      <IconAlertTriangle aria-hidden />
      <b>{title}</b>
      <span className="s12">{words(error)}</span>
      {retry && (
        <button type="button" className="btn sm" onClick={retry}>
          {t('frame.tryAgain')}
        </button>
      )}
    </div>
  );
}

/** Grey shapes of the size of what will come, after 200 ms only. */
export function Skeleton({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true" style={{ visibility: late ? 'visible' : 'hidden' }}>
      <span className="sr">{t('app.loading')}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

/** A line of a skeleton, in pixels. */
export function Line({ width, height = 10 }: { width: number | string; height?: number }) {
  return <i className="sk" style={{ width, height }} />;
}

/** An address that leads nowhere, or to what one may not see. */
export function NotFound() {
  const { t } = useTranslation();
  const slug = currentWorkspace();
  return (
    <main className="pane middle">
      <Empty icon={IconMapQuestion} title={t('frame.notFound')}>
        {t('frame.notFoundHint')}
      </Empty>
      <Link to={slug ? '/w/$slug/contacts' : '/'} params={{ slug }} className="btn">
        {t('frame.toDirectory')}
      </Link>
    </main>
  );
}

/** A room that broke: the rail stays, the rest of the screen works. */
export function RoomFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="pane middle">
      <Failed title={t('frame.failed')} error={error} retry={reset} />
    </main>
  );
}
