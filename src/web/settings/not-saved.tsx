import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../api.ts';

/** A save that the server refused or never answered: the edits are kept. */
export function NotSaved({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { code, message, fields } = failureOf(error);
  const ours = code === 'UNREACHABLE' || code === 'UNAVAILABLE';
  return (
    <div className="banner bad" role="alert">
      <IconAlertTriangle aria-hidden />
      <div>
        <b>{t('settings.notSaved')}</b>
        <p className="t2">
          {ours ? t('frame.nothingLost') : [...new Set([message, ...Object.values(fields)])].join(' ')}
        </p>
      </div>
    </div>
  );
}
