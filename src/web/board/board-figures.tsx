import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, BoardQueue } from '#contract/board.ts';
import { grouped, length } from '../i18n/format.ts';
import { isFree } from './board-state.ts';
import { useSecondsSince, Waited } from './waited.tsx';

/** The six figures over the board: of the queues that it shows. */
export function BoardFigures({ board: { queues, operators } }: { board: Board }) {
  const { t } = useTranslation();
  const sum = (of: (queue: BoardQueue) => number) => queues.reduce((all, queue) => all + of(queue), 0);
  const first = queues
    .filter(({ waitingSince }) => waitingSince !== null)
    .toSorted((a, b) => ((a.waitingSince ?? '') < (b.waitingSince ?? '') ? -1 : 1))[0];
  const answered = sum((queue) => queue.answered);
  const signedIn = operators.filter(({ presence }) => presence !== 'away');
  return (
    <dl className="board-tiles">
      <Tile name={t('board.waiting')} more={t('board.queues', { count: queues.length })}>
        {grouped(sum((queue) => queue.waiting))}
      </Tile>
      {first?.waitingSince ? (
        <Longest queue={first} since={first.waitingSince} />
      ) : (
        <Tile name={t('board.longest')} more={t('board.nobodyWaits')}>
          –
        </Tile>
      )}
      <Tile name={t('board.free')} more={t('board.ofSignedIn', { count: signedIn.length })}>
        {operators.filter(isFree).length}
      </Tile>
      <Tile name={t('board.running')} more={t('board.calls', { count: sum((queue) => queue.calls) })}>
        {grouped(sum((queue) => queue.running))}
      </Tile>
      <Tile name={t('board.closed')} more={t('board.yesterday', { count: sum((queue) => queue.closedBefore) })}>
        {grouped(sum((queue) => queue.closed))}
      </Tile>
      <Tile
        name={t('board.inLimit')}
        more={answered > 0 ? t('board.today', { count: answered }) : t('board.noneToday')}
      >
        {answered > 0
          ? t('board.percent', { count: Math.round((sum((queue) => queue.inLimit) / answered) * 100) })
          : '–'}
      </Tile>
    </dl>
  );
}

function Longest({ queue, since }: { queue: BoardQueue; since: string }) {
  const { t } = useTranslation();
  const isLate = useSecondsSince(since) >= queue.limitAfter;
  return (
    <Tile
      name={t('board.longest')}
      isBad={isLate}
      more={t('board.limitOf', { queue: queue.name, limit: length(queue.limitAfter) })}
    >
      <Waited since={since} />
    </Tile>
  );
}

interface TileProps {
  name: string;
  /** What stands below the figure. */
  more: string;
  isBad?: boolean;
  children: ReactNode;
}

function Tile({ name, more, isBad, children }: TileProps) {
  return (
    <div className={isBad ? 'bad' : ''}>
      <dt className="s12 t2">{name}</dt>
      <dd>
        <b className="num">{children}</b>
        <span className="s12 t3 cut">{more}</span>
      </dd>
    </div>
  );
}
