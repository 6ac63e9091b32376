import { useTranslation } from 'react-i18next';
import type { FollowUp } from '#contract/follow-up.ts';
import { soon } from '../../i18n/format.ts';

/** A follow-up in a few words: *callback due 14:00, attempt 2* (R-DSK-4). */
export function useFollowUpWords(): (one: Pick<FollowUp, 'kind' | 'dueAt' | 'state' | 'attempt'>) => string {
  const { t } = useTranslation();
  return ({ kind, dueAt, state, attempt }) => {
    const what = t(state === 'due' ? `rowMark.${kind}Due` : `rowMark.${kind}`, { when: soon(dueAt) });
    return attempt > 1 ? t('rowMark.attempt', { what, number: attempt }) : what;
  };
}
