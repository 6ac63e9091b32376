import { useTranslation } from 'react-i18next';
import type { RetentionOf, RetentionPeriod } from '#contract/retention.ts';

/** A period in words: for ever, as elsewhere, 365 days. */
export function usePeriodWords(): (period: RetentionPeriod) => string {
  const { t } = useTranslation();
  return (period) => (typeof period === 'number' ? t('retention.days', { count: period }) : t(`retention.${period}`));
}

/** Whose periods they are, in words. */
export function useScopeWords(): (of: Pick<RetentionOf, 'scope' | 'name'>) => string {
  const { t } = useTranslation();
  return ({ scope, name }) => (scope === 'workspace' ? t('retention.whole') : t(`retention.${scope}`, { name }));
}

/** Days as they were written: whole, 1 to 36 500; null for anything else. */
export function daysIn(written: string): number | null {
  const text = written.replaceAll(/\s/gu, '');
  if (!/^\d{1,5}$/.test(text)) return null;
  const days = Number(text);
  return days >= 1 && days <= 36_500 ? days : null;
}
