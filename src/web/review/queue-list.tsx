import { IconChecks } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DuplicatesStatus } from '#contract/duplicate.ts';
import type { ReviewSearch } from '../addresses.ts';
import { NewsPill } from '../frame/news-pill.tsx';
import { Empty, Failed } from '../frame/states.tsx';
import { WhenSeen } from '../frame/when-seen.tsx';
import { grouped } from '../i18n/format.ts';
import { currentWorkspace } from '../workspace.ts';
import { QueueFilter } from './queue-filter.tsx';
import { QueueRow } from './queue-row.tsx';
import { QueueSkeleton } from './review-skeletons.tsx';
import { pairKey, type Queue } from './use-queue.ts';

interface QueueListProps {
  queue: Queue;
  search: ReviewSearch;
  status: DuplicatesStatus | undefined;
  /** The key of the pair that is shown. */
  current: string | undefined;
  attach: (list: HTMLElement | null) => void;
}

/** The review queue: pairs to decide, those for later, those decided. */
export function QueueList({ queue, search, status, current, attach }: QueueListProps) {
  const { t } = useTranslation();
  const tabs = [
    { tab: undefined, name: t('review.toDecide'), count: status?.open },
    { tab: 'later', name: t('review.later'), count: status?.later },
    { tab: 'decided', name: t('review.decided'), count: undefined },
  ] as const;
  const { isPending, isError, rows } = queue;
  return (
    <section className="pane list" aria-label={t('review.queue')} data-pane tabIndex={-1}>
      <div className="bar">
        <h2>{t('review.title')}</h2>
        {status && status.open > 0 && <span className="count num">{grouped(status.open)}</span>}
        <span className="grow" />
        <QueueFilter search={search} />
      </div>
      <nav className="review-tabs" aria-label={t('review.queue')}>
        <span className="seg">
          {tabs.map(({ tab, name, count }) => (
            <Link
              key={name}
              to="/w/$slug/review"
              params={{ slug: currentWorkspace() }}
              search={{ ...search, tab }}
              className={`plain ${search.tab === tab ? 'on' : ''}`}
              aria-current={search.tab === tab ? 'page' : undefined}
            >
              {name} {count ? <span className="num">{grouped(count)}</span> : null}
            </Link>
          ))}
        </span>
      </nav>
      {search.contact !== undefined && (
        <p className="review-note s12 t2">
          {t('review.onlyCard', { id: grouped(search.contact) })}{' '}
          <Link to="/w/$slug/review" params={{ slug: currentWorkspace() }} search={{ ...search, contact: undefined }}>
            {t('review.allCards')}
          </Link>
        </p>
      )}
      {status?.run && (
        <p className="review-note s12 t2" role="status">
          {t('review.finding', { done: grouped(status.run.done), of: grouped(status.run.of) })}
        </p>
      )}
      <div className="scroll" ref={attach}>
        <NewsPill at="top" text={queue.news > 0 ? t('review.new', { count: queue.news }) : null} onTake={queue.take} />
        {isPending && <QueueSkeleton />}
        {isError && rows.length === 0 && (
          <Failed title={t('review.failed')} error={queue.error} retry={() => void queue.refetch()} />
        )}
        {queue.isSuccess && rows.length === 0 && <NoPairs tab={search.tab} />}
        <ul className="pairs">
          {rows.map((pair) => (
            <QueueRow
              key={pairKey(pair)}
              pair={pair}
              search={search}
              current={pairKey(pair) === current}
              decided={!queue.isHere(pair)}
            />
          ))}
        </ul>
        {queue.hasNextPage && <WhenSeen key={rows.length} list={queue} />}
      </div>
    </section>
  );
}

function NoPairs({ tab }: { tab: ReviewSearch['tab'] }) {
  const { t } = useTranslation();
  if (tab === 'later') return <Empty icon={IconChecks} title={t('review.noneLater')} />;
  if (tab === 'decided') return <Empty icon={IconChecks} title={t('review.noneDecided')} />;
  return (
    <Empty icon={IconChecks} title={t('review.none')}>
      {t('review.noneHint')}
    </Empty>
  );
}
