import { IconHeadset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePauseReason } from '../frame/pause-reason.ts';
import { initials } from '../identifiers/initials.ts';
import type { Askable } from './whom-to-ask.ts';

/** A queue with how many are free in it, or a colleague with whether they are there. */
export function AskOption({ one, isCurrent, onChoose }: { one: Askable; isCurrent: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const pauseReason = usePauseReason();
  const { kind, id, name, free, presence, reason, queues } = one;
  return (
    <div
      role="option"
      id={`ask-${id}`}
      tabIndex={-1}
      aria-selected={isCurrent}
      className={presence === 'away' ? 'is-away' : ''}
      onClick={onChoose}
      onKeyDown={() => undefined}
    >
      {kind === 'queue' ? (
        <IconHeadset aria-hidden />
      ) : (
        <span className="op alt" aria-hidden>
          {initials(name)}
          {presence && <i className={`dot ${presence}`} />}
        </span>
      )}
      <span className="grow cut">
        {name} <span className="t3">{[...queues.slice(0, 2), state()].join(', ')}</span>
      </span>
    </div>
  );

  function state(): string {
    if (kind === 'queue') return free > 0 ? t('handover.freeCount', { count: free }) : t('handover.nobodyFree');
    if (presence === 'pause')
      return reason ? t('handover.pauseBecause', { reason: pauseReason(reason) }) : t('handover.pause');
    return t(presence === 'away' ? 'handover.away' : 'handover.free');
  }
}
