import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { currentWorkspace } from '../../workspace.ts';

/** Values that stand on several cards although one value is one card: a warning, and the way to decide them. */
export function OnSeveral({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <div className="banner">
      <IconAlertTriangle aria-hidden />
      <div>
        <b>{t('field.onSeveral', { count })}</b>
        <p className="t2">
          {t('field.onSeveralHint')}{' '}
          <Link to="/w/$slug/contacts" params={{ slug: currentWorkspace() }} search={{ problem: 'conflicts' }}>
            {t('field.review', { count })}
          </Link>
          .
        </p>
      </div>
    </div>
  );
}
