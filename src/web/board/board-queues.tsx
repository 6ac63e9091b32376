import { useTranslation } from 'react-i18next';
import type { BoardQueue } from '#contract/board.ts';
import { length, moment } from '../i18n/format.ts';
import { Waited } from './waited.tsx';

/** A row for each queue: who waits there, who is free, how the day goes. */
export function BoardQueues({ queues }: { queues: BoardQueue[] }) {
  const { t } = useTranslation();
  return (
    <table className="board-queues">
      <thead>
        <tr>
          <th scope="col">{t('board.queue')}</th>
          <th scope="col" className="right">
            {t('board.waiting')}
          </th>
          <th scope="col" className="right">
            {t('board.longestShort')}
          </th>
          <th scope="col" className="right">
            {t('board.freeShort')}
          </th>
          <th scope="col" className="right hide-1280">
            {t('board.running')}
          </th>
          <th scope="col" className="right hide-390">
            {t('board.closedShort')}
          </th>
          <th scope="col" className="hide-390">
            {t('board.inLimitShort')}
          </th>
          <th scope="col" className="hide-1280">
            {t('board.warnAndLimit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <tr key={queue.id}>
            <th scope="row" className="cut">
              {queue.name}
              {!queue.open && (
                <span className="s12 t3 closed-until">
                  {queue.opensAt ? t('board.queueOpens', { when: moment(queue.opensAt) }) : t('board.queueClosed')}
                </span>
              )}
            </th>
            <td className="num right">{queue.waiting}</td>
            <td className="right">
              {queue.waitingSince ? (
                <Waited since={queue.waitingSince} limits={queue} />
              ) : (
                <span className="t3">–</span>
              )}
            </td>
            <td className="num right">{queue.free}</td>
            <td className="num right t2 hide-1280">{queue.running}</td>
            <td className="num right t2 hide-390">{queue.closed}</td>
            <td className="hide-390">
              <InLimit queue={queue} />
            </td>
            <td className="num s12 t3 cut hide-1280">
              {length(queue.warnAfter)}, {length(queue.limitAfter)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InLimit({ queue: { answered, inLimit } }: { queue: BoardQueue }) {
  const { t } = useTranslation();
  if (answered === 0) return <span className="t3">–</span>;
  const percent = Math.round((inLimit / answered) * 100);
  return (
    <span className="row">
      <span className="board-meter" aria-hidden>
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="num s12 t2">{t('board.percent', { count: percent })}</span>
    </span>
  );
}
