import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../frame/refusal-words.ts';

/** A save that the server refused or never answered: the edits are kept. */
export function NotSaved({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  return (
    <div className="banner bad" role="alert">
      <IconAlertTriangle aria-hidden />
      <div>
        <b>{t('settings.notSaved')}</b>
        <p className="t2">{words.lines(error).join(' ')}</p>
      </div>
    </div>
  );
}
