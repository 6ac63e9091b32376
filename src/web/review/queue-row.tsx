import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import type { ReviewSearch } from '../addresses.ts';
import { currentWorkspace } from '../workspace.ts';
import { useReasonWords } from './reason-words.ts';
import { Score } from './score.tsx';

interface QueueRowProps {
  pair: Duplicate;
  search: ReviewSearch;
  current: boolean;
  /** Somebody else decided it in the meantime. */
  decided: boolean;
}

/** A pair in the queue: how probable it is, the two names, and the first reasons for it. */
export function QueueRow({ pair, search, current, decided }: QueueRowProps) {
  const { t } = useTranslation();
  const words = useReasonWords();
  const { a, b, score, reasons, state } = pair;
  return (
    <li>
      <Link
        to="/w/$slug/review/$a/$b"
        params={{ slug: currentWorkspace(), a: String(a.id), b: String(b.id) }}
        search={search}
        replace
        className={`pair plain ${current ? 'on' : ''}`}
        aria-current={current ? 'true' : undefined}
      >
        <Score score={score} />
        <span className="cut">
          <b className="cut">{a.name ?? t('value.unnamed')}</b>
          <span className="cut line-of">{b.name ?? t('value.unnamed')}</span>
          <span className="s12 t3 cut line-of">{told()}</span>
        </span>
      </Link>
    </li>
  );

  function told(): string {
    if (state === 'merged' || state === 'notDuplicate') return t(`change.decision.${state}`);
    return decided ? t('review.meanwhile') : words.line(reasons);
  }
}
