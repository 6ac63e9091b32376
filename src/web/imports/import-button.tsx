import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cached } from '../api.ts';
import { openImport } from './current-import.ts';
import './imports.css';

/** *Import*, for those who may: supervisors and administrators. */
export function ImportButton() {
  const { t } = useTranslation();
  const me = useQuery(cached.me.read.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  if (!me.data || me.data.role === 'operator') return null;
  return (
    <button type="button" className="btn import-open" aria-label={t('imports.open')} onClick={openImport}>
      <IconUpload aria-hidden />
      <span>{t('imports.open')}</span>
    </button>
  );
}
