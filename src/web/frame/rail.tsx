import {
  type Icon,
  IconAddressBook,
  IconCommand,
  IconCopyCheck,
  IconInbox,
  IconLayoutDashboard,
  IconSettings,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useMatchRoute, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/api.ts';
import { cached } from '../api.ts';
import { duplicatesStatus } from '../review/status.ts';
import { Logo } from './logo.tsx';
import { usePrinted } from './own-keys.ts';
import { ProfileMenu } from './profile-menu.tsx';

interface Room {
  to: '/w/$slug/conversations' | '/w/$slug/board' | '/w/$slug/contacts' | '/w/$slug/review' | '/w/$slug/settings';
  icon: Icon;
  name: string;
  /** How much waits there. */
  count?: number;
}

interface RailProps {
  me: Me | undefined;
  onSearch: () => void;
  onKeys: () => void;
}

/** The way between rooms: a column on the left, a bar at the bottom of a small screen. */
export function Rail({ me, onSearch, onKeys }: RailProps) {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const importing = Boolean(useMatchRoute()({ to: '/w/$slug/import/$id', params: { slug }, fuzzy: true }));
  const paletteKey = usePrinted()('palette');
  const toReview = useQuery(duplicatesStatus()).data?.open ?? 0;
  const desk = useQuery(cached.conversations.counts.queryOptions({})).data;
  const rooms = [
    {
      to: '/w/$slug/conversations',
      icon: IconInbox,
      name: t('frame.desk'),
      count: (desk?.unread ?? 0) + (desk?.asked ?? 0),
    },
    ...(me && me.role !== 'operator'
      ? [{ to: '/w/$slug/board' as const, icon: IconLayoutDashboard, name: t('frame.board') }]
      : []),
    { to: '/w/$slug/contacts', icon: IconAddressBook, name: t('frame.directory') },
    { to: '/w/$slug/review', icon: IconCopyCheck, name: t('frame.review'), count: toReview },
    { to: '/w/$slug/settings', icon: IconSettings, name: t('frame.settings') },
  ] satisfies Room[];
  return (
    <nav className="rail" aria-label={t('app.main')} data-pane tabIndex={-1}>
      <Logo />
      {rooms.map(({ to, icon: Icon, name, count = 0 }: Room) => (
        <Link
          key={to}
          to={to}
          params={{ slug }}
          className={importing && to === '/w/$slug/contacts' ? 'on' : ''}
          activeProps={{ className: 'on', 'aria-current': 'page' }}
        >
          <Icon className="i-20" aria-hidden />
          {name}
          {count > 0 && <span className="count hot">{count > 99 ? '99+' : count}</span>}
        </Link>
      ))}
      <span className="grow" />
      <button
        type="button"
        className="hide-390"
        onClick={onSearch}
        title={[t('frame.search'), paletteKey && `(${paletteKey})`].filter(Boolean).join(' ')}
      >
        <IconCommand className="i-20" aria-hidden />
        {t('frame.search')}
      </button>
      {me && <ProfileMenu me={me} onKeys={onKeys} />}
    </nav>
  );
}
