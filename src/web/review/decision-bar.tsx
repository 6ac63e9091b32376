import { IconArrowBackUp, IconClock, IconGitMerge, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Key } from '../frame/key.tsx';
import { grouped } from '../i18n/format.ts';
import type { Decisions } from './use-decisions.ts';
import type { Merge } from './use-merge.ts';

interface DecisionBarProps {
  merge: Merge;
  decisions: Decisions;
  /** It waits for later already. */
  isLater: boolean;
}

/** The three decisions, always in sight. */
export function DecisionBar({ merge, decisions, isLater }: DecisionBarProps) {
  const { t } = useTranslation();
  const { pending } = decisions;
  return (
    <footer className="decide">
      <button type="button" className="btn ink lg" disabled={pending || !merge.plan} onClick={decisions.merge}>
        <IconGitMerge aria-hidden />
        {t('merging.into', { id: grouped(merge.survivor.id) })} <Key of="merge" />
      </button>
      <button type="button" className="btn lg" disabled={pending} onClick={() => decisions.decide('notDuplicate')}>
        <IconX aria-hidden />
        {t('review.notSame')} <Key of="notSame" />
      </button>
      <button
        type="button"
        className="btn lg quiet"
        disabled={pending}
        onClick={() => decisions.decide(isLater ? 'open' : 'later')}
      >
        {isLater ? <IconArrowBackUp aria-hidden /> : <IconClock aria-hidden />}
        {t(isLater ? 'review.backToQueue' : 'review.later')} <Key of="later" />
      </button>
      <span className="s12 t3 explain">{t('review.explain', { id: grouped(merge.other.id) })}</span>
    </footer>
  );
}
