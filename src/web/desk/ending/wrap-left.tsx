import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { length } from '../../i18n/format.ts';

/** How many seconds are left until a time, counted down; 0 once it is over. */
export function useSecondsLeft(until: string): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);
  return left;
}

/** *wrap-up 00:24* in the list, while it keeps its operator; then that it waits to be finished (R-DSK-3). */
export function WrapLeft({ until }: { until: string }) {
  const { t } = useTranslation();
  const left = useSecondsLeft(until);
  return (
    <time dateTime={until} className="late" aria-live="off">
      {left > 0 ? t('rowMark.wrapUp', { time: length(left).padStart(5, '0') }) : t('rowMark.wrapUpOver')}
    </time>
  );
}
