import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deskSearch } from '../addresses.ts';
import { currentWorkspace } from '../workspace.ts';

/** Back from a conversation to the list, where the screen shows one of them at a time. */
export function BackToList() {
  const { t } = useTranslation();
  return (
    <Link
      to="/w/$slug/conversations"
      params={{ slug: currentWorkspace() }}
      search={(before) => deskSearch(before)}
      className="ib only-narrow"
      aria-label={t('frame.back')}
    >
      <IconArrowLeft aria-hidden />
    </Link>
  );
}
