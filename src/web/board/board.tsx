import { IconClock, IconLayoutDashboard, IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cached, failureOf } from '../api.ts';
import { Empty, Failed, Line, NotFound, Skeleton } from '../frame/states.tsx';
import { useTitle } from '../frame/use-title.ts';
import { enBoard } from '../i18n/en-board.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { BoardFigures } from './board-figures.tsx';
import { BoardOperators } from './board-operators.tsx';
import { BoardQueues } from './board-queues.tsx';
import { BoardWaiting } from './board-waiting.tsx';
import './board.css';
import './board-people.css';

addEnglish(enBoard);

const to = '/w/$slug/board';

/** The supervisor's board (R-DSK-6): who waits, who is free, how the day goes. It follows what happens by itself, at most once a second. */
export function Board() {
  const { t } = useTranslation();
  const { slug } = useParams({ from: '/w/$slug' });
  const { queues } = useSearch({ from: to });
  const navigate = useNavigate();
  useTitle(t('board.title'));
  const board = useQuery(
    cached.board.read.queryOptions({ input: { queues }, placeholderData: keepPreviousData, refetchInterval: 60_000 }),
  );
  const { data } = board;
  if (board.isError && failureOf(board.error).code === 'FORBIDDEN') return <NotFound />;
  const choose = (next: 'own' | 'all') =>
    void navigate({ to, params: { slug }, search: next === 'all' ? { queues: next } : {}, replace: true });

  return (
    <main className="pane board">
      <header className="bar">
        <h1>{t('board.title')}</h1>
        {data && data.own > 0 && (
          <fieldset className="seg" aria-label={t('board.which')}>
            {(['own', 'all'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className={one === (queues ?? 'own') ? 'on' : ''}
                aria-pressed={one === (queues ?? 'own')}
                onClick={() => choose(one)}
              >
                {t(`board.${one}`)}
                {one === 'own' && <span className="num">{data.own}</span>}
              </button>
            ))}
          </fieldset>
        )}
        <span className="grow" />
        <span className="row s12 t3 hide-390">
          <IconRefresh className="i-14" aria-hidden />
          {t('board.live')}
        </span>
        <Link to="/w/$slug/settings/workspace" params={{ slug }} className="btn quiet">
          <IconClock aria-hidden />
          <span className="hide-390">{t('board.hours')}</span>
          <span className="sr only-390">{t('board.hours')}</span>
        </Link>
      </header>
      {board.isPending && (
        <Skeleton>
          <div className="board-wait">
            {[96, 38, 39, 40, 41].map((height) => (
              <Line key={height} width="100%" height={height} />
            ))}
          </div>
        </Skeleton>
      )}
      {board.isError && !data && (
        <Failed title={t('board.failed')} error={board.error} retry={() => void board.refetch()} />
      )}
      {data && data.queues.length === 0 && <Empty icon={IconLayoutDashboard} title={t('board.noQueues')} />}
      {data && data.queues.length > 0 && (
        <div className="board-grid">
          <BoardFigures board={data} />
          <div className="board-left" data-pane tabIndex={-1}>
            <BoardQueues queues={data.queues} />
            <BoardOperators board={data} />
          </div>
          <BoardWaiting board={data} />
        </div>
      )}
    </main>
  );
}
