import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { length } from '../i18n/format.ts';

interface WaitedProps {
  since: string;
  /** Seconds from which it is amber, and from which it is red. */
  limits?: { warnAfter: number; limitAfter: number };
}

/** How long somebody waits: 12:40, in hours and days when it is longer. It runs by itself. */
export function Waited({ since, limits }: WaitedProps) {
  const { t } = useTranslation();
  const seconds = useSecondsSince(since);
  const isLate = limits !== undefined && seconds >= limits.limitAfter;
  const warns = limits !== undefined && seconds >= limits.warnAfter;
  return (
    <time dateTime={since} className={isLate ? 'num too-late' : warns ? 'num late' : 'num'}>
      {seconds < 3_600
        ? length(seconds)
        : seconds < 86_400
          ? t('board.hoursLong', { count: Math.floor(seconds / 3_600) })
          : t('board.days', { count: Math.floor(seconds / 86_400) })}
      {isLate && <span className="sr"> {t('deskList.late')}</span>}
    </time>
  );
}

/** Whole seconds since a time, counted on while it is shown. */
export function useSecondsSince(since: string): number {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, Math.floor((now - new Date(since).getTime()) / 1_000));
  const pace = seconds < 3_600 ? 1_000 : 60_000;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), pace);
    return () => clearInterval(timer);
  }, [pace]);
  return seconds;
}
