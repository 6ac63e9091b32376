import { IconAddressBook, IconCommand, IconInbox, IconSettings } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/api.ts';
import { Logo } from './logo.tsx';
import { ProfileMenu } from './profile-menu.tsx';

interface RailProps {
  me: Me | undefined;
  onSearch: () => void;
  onKeys: () => void;
}

/** The way between rooms: a column on the left, a bar at the bottom of a small screen. */
export function Rail({ me, onSearch, onKeys }: RailProps) {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const rooms = [
    { to: '/w/$slug/conversations', icon: IconInbox, name: t('frame.desk') },
    { to: '/w/$slug/contacts', icon: IconAddressBook, name: t('frame.directory') },
    { to: '/w/$slug/settings', icon: IconSettings, name: t('frame.settings') },
  ] as const;
  return (
    <nav className="rail" aria-label={t('app.main')} data-pane tabIndex={-1}>
      <Logo />
      {rooms.map(({ to, icon: Icon, name }) => (
        <Link key={to} to={to} params={{ slug }} activeProps={{ className: 'on', 'aria-current': 'page' }}>
          <Icon className="i-20" aria-hidden />
          {name}
        </Link>
      ))}
      <span className="grow" />
      <button type="button" className="hide-390" onClick={onSearch} title={`${t('frame.search')} (Ctrl K)`}>
        <IconCommand className="i-20" aria-hidden />
        {t('frame.search')}
      </button>
      {me && <ProfileMenu me={me} onKeys={onKeys} />}
    </nav>
  );
}
