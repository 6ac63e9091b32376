import { useTranslation } from 'react-i18next';
import type { ParameterSource } from '#contract/desk.ts';

/** Where the value of a parameter came from, in the reader's words (R-TAB-4). */
export function useParameterSource(): (source: ParameterSource) => string {
  const { t } = useTranslation();
  return ({ by, name }) => {
    if (by === 'operator') return name ?? t('source.operatorUnknown');
    if (by === 'rule') return name ? t('parameters.byRule', { name }) : t('source.rule');
    if (by === 'apiKey') return name ?? t('source.apiKey');
    return name ?? t(`parameters.by.${by}`);
  };
}
