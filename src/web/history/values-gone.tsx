import { useTranslation } from 'react-i18next';
import type { Change } from '#contract/history.ts';
import { day } from '../i18n/format.ts';

/** What stays of a change whose values were removed when their time was over (R-HIS-7). */
export function ValuesGone({ change: { removedAt } }: { change: Change }) {
  const { t } = useTranslation();
  return removedAt ? <span className="s12 t3">{t('kept.valuesGone', { when: day(removedAt) })}</span> : null;
}
