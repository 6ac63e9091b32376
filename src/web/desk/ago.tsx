import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { length, recently } from '../i18n/format.ts';

interface AgoProps {
  at: string;
  waits: boolean;
  /** Seconds of waiting from which it is amber, and from which it is red. */
  limits?: { warnAfter: number; limitAfter: number } | undefined;
}

/** A time that says what it is: *4 min ago*, or *waits 12:40* while the client waits: amber from the queue's warning, red past its limit. It runs by itself. */
export function Ago({ at, waits, limits }: AgoProps) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  const seconds = Math.max(0, (now - new Date(at).getTime()) / 1_000);
  const pace = seconds > 86_400 ? null : waits && seconds < 3_600 ? 1_000 : 30_000;
  useEffect(() => {
    if (pace === null) return;
    const timer = setInterval(() => setNow(Date.now()), pace);
    return () => clearInterval(timer);
  }, [pace]);
  const isLate = waits && limits !== undefined && seconds >= limits.limitAfter;
  const warns = waits && limits !== undefined && seconds >= limits.warnAfter;
  return (
    <time dateTime={at} className={isLate ? 'too-late' : warns ? 'late' : undefined}>
      {waits ? waiting() : ago()}
      {isLate && <span className="sr"> {t('deskList.late')}</span>}
    </time>
  );

  function waiting(): string {
    if (seconds < 3_600) return t('desk.waits', { time: length(seconds).padStart(5, '0') });
    if (seconds < 86_400) return t('desk.waitsHours', { count: Math.floor(seconds / 3_600) });
    return t('desk.waitsDays', { count: Math.floor(seconds / 86_400) });
  }

  function ago(): string {
    if (seconds < 60) return t('desk.now');
    if (seconds < 3_600) return t('desk.minutesAgo', { count: Math.floor(seconds / 60) });
    if (seconds < 6 * 3_600) return t('desk.hoursAgo', { count: Math.floor(seconds / 3_600) });
    return recently(at);
  }
}
