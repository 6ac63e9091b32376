import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../api.ts';
import type { Asking } from './asking.ts';
import { type Askable, useWhomToAsk } from './whom-to-ask.ts';

interface AskRefusedProps {
  what: Asking;
  whom: Askable | undefined;
  /** What the server refused with, where it knew better than the list. */
  failure: Failure | null;
  queue: { id: string };
  onTake: (whom: Askable) => void;
}

/** Somebody away cannot be asked: a queue is offered instead, one of theirs or one where somebody is free. The client never leaves. */
export function AskRefused({ what, whom, failure, queue, onTake }: AskRefusedProps) {
  const { t } = useTranslation();
  const queues = useWhomToAsk(what, '', { queue: queue.id, without: [] }).filter(({ kind }) => kind === 'queue');
  const theirs = queues.filter(({ name }) => whom?.queues.includes(name));
  const offered = [...theirs, ...queues].find(({ free }) => free > 0) ?? theirs[0] ?? queues[0];
  const free =
    offered && offered.free > 0 ? t('handover.freeCount', { count: offered.free }) : t('handover.nobodyFree');
  const isAway = whom?.presence === 'away' || failure?.code === 'CONFLICT';
  return (
    <div className="banner" role="alert">
      <IconArrowBackUp aria-hidden />
      <div className="grow">
        <b>{isAway && whom ? t('handover.isAway', { name: whom.name }) : t('handover.refused')}</b>
        <div className="t2">
          {failure?.message || t(what === 'redirect' ? 'handover.isAwayHint' : 'handover.isAwayInvite')}
        </div>
        {what === 'redirect' && offered && whom?.id !== offered.id && (
          <button type="button" className="textlink" onClick={() => onTake(offered)}>
            {t('handover.try', { name: offered.name, free })}
          </button>
        )}
      </div>
    </div>
  );
}
