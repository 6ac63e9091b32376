import { IconArrowLeft, IconArrowRight, IconList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '#contract/duplicate.ts';
import type { ReviewSearch } from '../addresses.ts';
import { cached } from '../api.ts';
import { Failed } from '../frame/states.tsx';
import { grouped } from '../i18n/format.ts';
import { currentWorkspace } from '../workspace.ts';
import { DecidedPair } from './decided-pair.tsx';
import { OpenPair } from './open-pair.tsx';
import { PairSkeleton } from './review-skeletons.tsx';

interface PairPaneProps {
  ids: { a: number; b: number };
  /** What the queue knows of it. */
  row: Duplicate | undefined;
  search: ReviewSearch;
  /** Its place in the queue, from 0; -1 when it is not there. */
  at: number;
  count: number;
  onStep: (step: number) => void;
  onDecided: (pair: Duplicate) => void;
}

/** One pair, with its way through the queue. */
export function PairPane({ ids, row, search, at, count, onStep, onDecided }: PairPaneProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLElement>(null);
  const query = useQuery(cached.duplicates.read.queryOptions({ input: ids, ...(row && { placeholderData: row }) }));
  const left = useQuery(cached.contacts.read.queryOptions({ input: { id: ids.a } }));
  const right = useQuery(cached.contacts.read.queryOptions({ input: { id: ids.b } }));
  const pair = query.data;
  const failed = [query, left, right].find(({ isError, data }) => isError && !data);
  const names = pair && {
    left: pair.a.name ?? t('value.unnamed'),
    right: pair.b.name ?? t('value.unnamed'),
  };
  const isMerged = left.data !== undefined && right.data !== undefined && left.data.id === right.data.id;
  const isDecided = pair?.state === 'merged' || pair?.state === 'notDuplicate' || isMerged;

  return (
    <main className="pane review-pair" aria-label={names && t('review.pair', names)} ref={pane} data-pane tabIndex={-1}>
      <header className="bar review-bar">
        <Link
          to="/w/$slug/review"
          params={{ slug: currentWorkspace() }}
          search={search}
          className="ib only-one-pane"
          aria-label={t('review.toList')}
        >
          <IconList aria-hidden />
        </Link>
        <h1 className="cut">{t(isDecided ? 'review.answered' : 'review.question')}</h1>
        <span className="t3 cut hide-390">{pair && t(`review.by.${pair.by}`)}</span>
        <span className="grow" />
        {at >= 0 && (
          <span className="s12 t3 num">
            {t('review.at', { at: grouped(at + 1), of: grouped(Math.max(count, at + 1)) })}
          </span>
        )}
        <button
          type="button"
          className="ib"
          aria-label={`${t('review.previous')} (k)`}
          title={`${t('review.previous')} (k)`}
          disabled={at <= 0}
          onClick={() => onStep(-1)}
        >
          <IconArrowLeft aria-hidden />
        </button>
        <button
          type="button"
          className="ib"
          aria-label={`${t('review.next')} (j)`}
          title={`${t('review.next')} (j)`}
          disabled={at + 1 >= count}
          onClick={() => onStep(1)}
        >
          <IconArrowRight aria-hidden />
        </button>
      </header>
      {content()}
    </main>
  );

  function content() {
    if (failed)
      return <Failed title={t('review.pairFailed')} error={failed.error} retry={() => void failed.refetch()} />;
    if (pair && isDecided)
      return <DecidedPair pair={isMerged ? { ...pair, state: 'merged' } : pair} survivor={left.data?.id} />;
    if (!pair || !left.data || !right.data)
      return (
        <div className="review-scroll">
          <PairSkeleton />
        </div>
      );
    return <OpenPair pair={pair} left={left.data} right={right.data} pane={pane} onDecided={() => onDecided(pair)} />;
  }
}
