import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../frame/use-title.ts';
import { currentWorkspace } from '../workspace.ts';

interface SectionProps {
  /** The group of the section in the list on the left. */
  group: string;
  title: string;
  /** What stands at the end of the bar. */
  action?: ReactNode;
  /** What is in it scrolls by itself. */
  own?: boolean;
  children: ReactNode;
}

/** One section of Settings: its bar, and what scrolls below it. */
export function Section({ group, title, action, own, children }: SectionProps) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <section className="pane settings-section" aria-labelledby="settings-section" data-pane tabIndex={-1}>
      <header className="bar">
        <Link
          to="/w/$slug/settings"
          params={{ slug: currentWorkspace() }}
          className="ib settings-back"
          aria-label={t('settings.all')}
          title={t('settings.all')}
        >
          <IconArrowLeft aria-hidden />
        </Link>
        <span className="t3 settings-group">{group}</span>
        <span className="t3 settings-group">/</span>
        <h1 id="settings-section" className="cut">
          {title}
        </h1>
        <span className="grow" />
        {action}
      </header>
      {own ? children : <div className="scroll">{children}</div>}
    </section>
  );
}
