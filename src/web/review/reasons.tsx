import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import { useReasonWords } from './reason-words.ts';
import { Score } from './score.tsx';

/** How probable a pair is, and every reason for and against it. */
export function Reasons({ pair }: { pair: Duplicate }) {
  const { t } = useTranslation();
  const words = useReasonWords();
  const reasons = [...pair.reasons].sort((a, b) => b.weight - a.weight);
  return (
    <div className="reasons">
      <Score score={pair.score} big />
      <ul>
        {reasons.map(({ field, code, verdict }) => {
          const { before, bold, after } = words.chip({ field, code });
          return (
            <li key={`${field} ${code}`} className={verdict === 'against' ? 'no' : ''}>
              {verdict === 'for' ? (
                <IconCheck className="i-14" aria-label={t('review.agrees')} />
              ) : (
                <IconX className="i-14" aria-label={t('review.disagrees')} />
              )}
              <span>
                {before}
                <b>{bold}</b>
                {after}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
