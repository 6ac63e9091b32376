import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { length } from '../i18n/format.ts';

/** How long somebody may still answer: it runs by itself. Nothing once the time is over. */
export function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  const seconds = Math.ceil((new Date(until).getTime() - now) / 1_000);
  const isOver = seconds <= 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);
  if (isOver || seconds > 3_600) return null;
  return (
    <time className="s12 t2 num" dateTime={until} aria-live="off">
      {t('handover.left', { time: length(seconds) })}
    </time>
  );
}
